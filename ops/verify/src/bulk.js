// Judges the file of a bulk operation: each line is a node of one of the query's connections, told
// without the connections below it, which have lines of their own.
import {
  Kind,
  TypeInfo,
  getNamedType,
  isAbstractType,
  parse,
  print,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { answerFaults } from './judge.js';

/** What is wrong with the lines that a bulk query was answered with. */
export function bulkLineFaults(schema, query, lines) {
  const asked = nodesOf(schema, query);
  const told = new Set();
  return lines.flatMap(({ __parentId: parent, ...node }, index) => {
    const type = /^gid:\/\/shopify\/(\w+)\//.exec(node.id)?.[1];
    const nodes = asked.filter((one) => one.fits(type) && (parent !== undefined) === one.nested);
    if (nodes.length === 0) {
      return [`line ${index + 1} is a ${type}, which was not asked for there`];
    }
    if (parent !== undefined && !told.has(parent)) {
      return [`line ${index + 1} is below ${parent}, which no line before it is`];
    }
    told.add(node.id);
    const verdicts = nodes.map(({ selection, typeName }) => {
      const request = { query: `{ node(id: "${node.id}") { __typename ... on ${typeName} ${selection} } }` };
      const data = { node: { __typename: type, ...node } };
      return answerFaults(schema, request, { data, extensions: NO_COST });
    });
    return verdicts.find((faults) => faults.length === 0) ?? verdicts[0];
  });
}

const NO_COST = { cost: { throttleStatus: { maximumAvailable: 0, currentlyAvailable: 0, restoreRate: 0 } } };

/** What is asked of the nodes of each connection, without the connections inside. */
function nodesOf(schema, query) {
  const found = [];
  const types = new TypeInfo(schema);
  const connections = [];
  visit(
    parse(query),
    visitWithTypeInfo(types, {
      Field: {
        enter(field) {
          const type = getNamedType(types.getType());
          if (type?.name.endsWith('Connection')) {
            connections.push(type);
          } else if (field.name.value === 'node' && connections.length > 0) {
            found.push({
              typeName: type.name,
              nested: connections.length > 1,
              fits: (name) => {
                return type.name === name || (isAbstractType(type) && isOne(schema, type, name));
              },
              selection: print(withoutConnections(schema, type, field.selectionSet)),
            });
          }
        },
        leave() {
          if (getNamedType(types.getType())?.name.endsWith('Connection')) {
            connections.pop();
          }
        },
      },
    }),
  );
  return found;
}

const isOne = (schema, type, name) => schema.getPossibleTypes(type).some((one) => one.name === name);

function withoutConnections(schema, type, set) {
  return {
    ...set,
    selections: set.selections.filter((selection) => {
      const field = selection.kind === Kind.FIELD ? type.getFields()[selection.name.value] : undefined;
      return !getNamedType(field?.type)?.name.endsWith('Connection');
    }),
  };
}
