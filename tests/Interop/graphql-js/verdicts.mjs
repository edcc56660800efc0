// Reads documents, one per line as base64 of UTF-16 (which also carries what is no valid text), and writes graphql-js's
// verdict on each: null where it refuses it, else what it read, in document order: each field with its place, and each string.
import { createInterface } from 'node:readline';
import { GraphQLError, Kind, getLocation, parse, visit } from 'graphql';

const isExecutable = ({ kind }) => kind === Kind.OPERATION_DEFINITION || kind === Kind.FRAGMENT_DEFINITION;

function verdictOn(text) {
  const { definitions } = parse(text);
  // The client reads executable documents only; graphql-js reads schemas as well.
  if (!definitions.every(isExecutable)) return null;
  const read = [];
  for (const definition of [...definitions.filter(isOperation), ...definitions.filter(each => !isOperation(each))])
    visit(definition, {
      Field(node) {
        const { line, column } = getLocation(node.loc.source, node.loc.start);
        read.push(`field ${node.alias?.value ?? node.name.value} ${line}:${column}`);
      },
      // A description is no part of what runs.
      StringValue: (node, key) => void (key === 'description' || read.push(`string ${node.value}`)),
    });
  return read;
}

function isOperation({ kind }) {
  return kind === Kind.OPERATION_DEFINITION;
}

for await (const line of createInterface({ input: process.stdin })) {
  let verdict = null;
  try {
    verdict = verdictOn(Buffer.from(line, 'base64').toString('utf16le'));
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
  }
  console.log(JSON.stringify(verdict));
}
