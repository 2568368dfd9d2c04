/** Whether the last digit of a number is the Luhn key of the others. */
export function luhn(numero: string): boolean {
  const somme = [...numero].reverse().reduce((total, chiffre, rang) => {
    const n = Number(chiffre) * (rang % 2 === 0 ? 1 : 2);
    return total + (n > 9 ? n - 9 : n);
  }, 0);
  return somme % 10 === 0;
}
