// Validates documents against a schema, as the specification's reference does. Input lines: first a schema's name in schemas.mjs,
// then one document a line, as JSON text. Output lines: for each document the names of the rules that it breaks, sorted, as JSON;
// the deprecated rule is no part of what makes it invalid, and stands among them as "NoDeprecated".
import { createInterface } from 'node:readline';
import { buildClientSchema, buildSchema, GraphQLError, NoDeprecatedCustomRule, parse, specifiedRules, validate } from 'graphql';
import { sources } from './schemas.mjs';

const rules = [...specifiedRules, NoDeprecatedCustomRule];
const nameOf = (rule) => rule.name.replace(/(Custom)?Rule$/, '');
let schema;

function brokenRules(document) {
  const broken = [];
  for (const rule of rules) {
    try {
      if (validate(schema, document, [rule]).length > 0) broken.push(nameOf(rule));
    } catch (error) {
      // A subscription whose root field a variable may leave out: the rule fails on it instead of telling.
      if (nameOf(rule) !== 'SingleFieldSubscriptions') throw error;
      broken.push(nameOf(rule));
    }
  }
  return broken.sort();
}

for await (const line of createInterface({ input: process.stdin })) {
  if (schema === undefined) {
    const text = sources[line]();
    schema = text.trimStart().startsWith('{') ? buildClientSchema(JSON.parse(text).data ?? JSON.parse(text)) : buildSchema(text);
    continue;
  }
  let verdict;
  try {
    verdict = brokenRules(parse(JSON.parse(line)));
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    verdict = ['Syntax'];
  }
  console.log(JSON.stringify(verdict));
}
