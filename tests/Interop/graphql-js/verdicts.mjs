// Reads documents, one per line as base64 of UTF-16 (which also carries what is no valid text), and writes graphql-js's
// verdict on each: null where it refuses it, else what it read: the document as DocumentText.cs writes it, and the place of each field.
import { createInterface } from 'node:readline';
import { GraphQLError, Kind, getLocation, parse, visit } from 'graphql';

const isOperation = ({ kind }) => kind === Kind.OPERATION_DEFINITION;
const isFragment = ({ kind }) => kind === Kind.FRAGMENT_DEFINITION;

const join = nodes => nodes.map(textOf).join(' ');
const enclosed = (open, nodes, close) => nodes?.length ? open + join(nodes) + close : '';
const directives = node => (node.directives ?? []).map(textOf).join('');
const selections = node => enclosed('{', node.selectionSet?.selections, '}');

// A description is no part of what runs.
const writers = {
  OperationDefinition: node =>
    `${node.operation}${node.name ? ` ${node.name.value}` : ''}${enclosed('(', node.variableDefinitions, ')')}${directives(node)}${selections(node)}`,
  FragmentDefinition: node => `fragment ${node.name.value} on ${textOf(node.typeCondition)}${directives(node)}${selections(node)}`,
  VariableDefinition: node => `${textOf(node.variable)}:${textOf(node.type)}${node.defaultValue ? `=${textOf(node.defaultValue)}` : ''}${directives(node)}`,
  NamedType: node => node.name.value,
  ListType: node => `[${textOf(node.type)}]`,
  NonNullType: node => `${textOf(node.type)}!`,
  Field: node => `${node.alias ? `${node.alias.value}:` : ''}${node.name.value}${enclosed('(', node.arguments, ')')}${directives(node)}${selections(node)}`,
  FragmentSpread: node => `...${node.name.value}${directives(node)}`,
  InlineFragment: node => `...${node.typeCondition ? `on ${textOf(node.typeCondition)}` : ''}${directives(node)}${selections(node)}`,
  Directive: node => `@${node.name.value}${enclosed('(', node.arguments, ')')}`,
  Argument: node => `${node.name.value}:${textOf(node.value)}`,
  ObjectField: node => `${node.name.value}:${textOf(node.value)}`,
  Variable: node => `$${node.name.value}`,
  IntValue: node => node.value,
  FloatValue: node => node.value,
  EnumValue: node => node.value,
  BooleanValue: node => `${node.value}`,
  NullValue: () => 'null',
  StringValue: node => node.block ? `"""${node.value}"""` : `"${node.value}"`,
  ListValue: node => `[${join(node.values)}]`,
  ObjectValue: node => `{${join(node.fields)}}`,
};

function textOf(node) {
  return writers[node.kind](node);
}

function verdictOn(text) {
  const { definitions } = parse(text);
  // The client reads executable documents only; graphql-js reads schemas as well.
  if (!definitions.every(each => isOperation(each) || isFragment(each))) return null;
  const read = [];
  for (const definition of [...definitions.filter(isOperation), ...definitions.filter(isFragment)]) {
    read.push(textOf(definition));
    visit(definition, {
      Field({ loc }) {
        const { line, column } = getLocation(loc.source, loc.start);
        read.push(`${line}:${column}`);
      },
    });
  }

  return read;
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
