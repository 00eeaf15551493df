// Prints an Arrow file with the library of Apache Arrow: a line of JSON for each row.
//   node print_table.mjs FILE
// Days as dates, whole numbers as they are.
import { readFileSync } from 'node:fs';
import { tableFromIPC } from 'apache-arrow';

const table = tableFromIPC(readFileSync(process.argv[2]));
const plain = (value, type) => {
  if (value === null) return null;
  if (String(type).startsWith('Date32')) return new Date(Number(value)).toISOString().slice(0, 10);
  return typeof value === 'bigint' ? Number(value) : value;
};
for (const row of table) {
  const fields = table.schema.fields.map(({ name, type }) => [name, plain(row[name], type)]);
  console.log(JSON.stringify(Object.fromEntries(fields)));
}
