/* Cheap local patterns: card numbers (Luhn) and CPF (two check digits). A courtesy while typing, never the guard. */

export function sensitiveCount(text) {
  const runs = text.match(/\d(?:[ .\-/]?\d){10,18}/g) ?? [];
  return runs.map((run) => run.replace(/\D/g, "")).filter((digits) => isCard(digits) || isCpf(digits)).length;
}

function isCard(digits) {
  if (digits.length < 13 || digits.length > 19 || /^(\d)\1+$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => total + luhn(Number(digit), index), 0);
  return sum % 10 === 0;
}

const luhn = (digit, index) => (index % 2 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit);

function isCpf(digits) {
  if (digits.length !== 11 || /^(\d)\1+$/.test(digits)) return false;
  return [9, 10].every((length) => checkDigit(digits, length) === Number(digits[length]));
}

function checkDigit(digits, length) {
  const sum = [...digits.slice(0, length)].reduce(
    (total, digit, index) => total + Number(digit) * (length + 1 - index),
    0,
  );
  return ((sum * 10) % 11) % 10;
}
