/** Elements by key, keys and elements in the order met. */
export function grouperPar<T>(elements: readonly T[], cle: (element: T) => string): Map<string, T[]> {
  const groupes = new Map<string, T[]>();
  for (const element of elements) {
    const groupe = groupes.get(cle(element));
    if (groupe === undefined) groupes.set(cle(element), [element]);
    else groupe.push(element);
  }
  return groupes;
}
