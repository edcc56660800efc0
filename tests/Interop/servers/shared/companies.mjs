// Values that a careless client changes on the way: dates, leading zeros, numbers beyond 53 bits, other scripts.
const names = ['Harbour Rope & Sail Ltd', 'Żółw Transport', '日本茶 Imports', 'O\u2019Neill "Quote" \\ Sons', 'Tab\tand\nnewline plc'];

export const companies = Array.from({ length: 25 }, (_, index) => ({
  company_number: String(index + 1).padStart(8, '0'),
  company_name: `${names[index % names.length]} ${index + 1}`,
  incorporated: ['2009-01-31T00:00:00Z', '2024-02-29', '/Date(1700000000000)/', '31/12/1999', null][index % 5],
  shares: `9223372036854775${String(808 + index)}`,
}));
