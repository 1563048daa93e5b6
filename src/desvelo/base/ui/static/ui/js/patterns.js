/* Cheap local patterns: card numbers (Luhn) and CPF (two check digits). A courtesy while typing, never the guard. */

/* Where they stand in a text, as [start, end] pairs. */
export function sensitiveSpans(text) {
  return [...text.matchAll(/\d(?:[ .\-/]?\d){10,18}/g)]
    .filter(([run]) => isSensitive(run.replace(/\D/g, "")))
    .map(({ 0: run, index }) => [index, index + run.length]);
}

const isSensitive = (digits) => !/^(\d)\1+$/.test(digits) && (isCard(digits) || isCpf(digits));

function isCard(digits) {
  if (digits.length < 13 || digits.length > 19) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => total + luhn(Number(digit), index), 0);
  return sum % 10 === 0;
}

const luhn = (digit, index) => (index % 2 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit);

const isCpf = (digits) =>
  digits.length === 11 && [9, 10].every((length) => checkDigit(digits, length) === Number(digits[length]));

function checkDigit(digits, length) {
  const sum = [...digits.slice(0, length)].reduce(
    (total, digit, index) => total + Number(digit) * (length + 1 - index),
    0,
  );
  return ((sum * 10) % 11) % 10;
}
