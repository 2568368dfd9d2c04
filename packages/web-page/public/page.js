// Suggestions under the search box, as a combobox (WAI-ARIA). Everything else works without this file.
const box = document.querySelector('.boite input[type="search"]');
if (box) suggest(box);
const actions = document.querySelector('.actions');
if (actions) share(actions);

/** What only a script can do: give the address of the search to somebody, print it. */
function share(place) {
  const button = (label, act) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = label;
    made.addEventListener('click', () => act(made));
    place.append(made);
  };
  if (navigator.share || navigator.clipboard) {
    button('Partager', async (made) => {
      try {
        if (navigator.share) return await navigator.share({ title: document.title, url: location.href });
        await navigator.clipboard.writeText(location.href);
        made.textContent = 'Adresse copiée';
      } catch {
        // Given up, or not allowed: the address stays in its bar.
      }
    });
  }
  button('Imprimer', () => print());
}

function suggest(input) {
  const list = document.createElement('ul');
  list.className = 'suggestions';
  list.id = 'suggestions';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Suggestions');
  list.hidden = true;
  input.after(list);
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-expanded', 'false');

  let shown = [];
  let chosen = -1;
  let typing;
  let asking;

  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    shown = [];
    chosen = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const choose = (rank) => {
    chosen = rank;
    for (const [i, item] of [...list.children].entries()) item.setAttribute('aria-selected', String(i === rank));
    if (rank < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', list.children[rank].id);
  };
  const take = (rank) => {
    input.value = shown[rank].texte;
    close();
    input.focus();
  };
  const show = (suggestions) => {
    shown = suggestions;
    list.replaceChildren(
      ...suggestions.map(({ texte, sorte }, rank) => {
        const item = document.createElement('li');
        item.id = `suggestion-${rank}`;
        item.setAttribute('role', 'option');
        item.setAttribute('aria-selected', 'false');
        const kind = document.createElement('small');
        kind.textContent = ` ${sorte}`;
        item.append(texte, kind);
        item.addEventListener('mousedown', (event) => {
          event.preventDefault();
          take(rank);
        });
        return item;
      }),
    );
    list.hidden = suggestions.length === 0;
    input.setAttribute('aria-expanded', String(suggestions.length > 0));
    chosen = -1;
  };

  input.addEventListener('input', () => {
    clearTimeout(typing);
    asking?.abort();
    if (input.value.trim().length < 2) return close();
    typing = setTimeout(async () => {
      asking = new AbortController();
      try {
        const answer = await fetch(`/suggestions?q=${encodeURIComponent(input.value)}`, { signal: asking.signal });
        if (answer.ok && document.activeElement === input) show(await answer.json());
      } catch {
        // Typed on, or no answer: the search itself needs no suggestion.
      }
    }, 120);
  });
  input.addEventListener('keydown', (event) => {
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const count = shown.length;
      choose((chosen + step + count + (chosen < 0 && step < 0 ? 1 : 0)) % count);
    } else if (event.key === 'Enter' && chosen >= 0) {
      event.preventDefault();
      take(chosen);
    } else if (event.key === 'Escape') close();
  });
  input.addEventListener('blur', close);
}
