// Rules about connections that Shopify states in words only. A query says how many it wants of each;
// a query for a bulk operation says it of none, and has limits of its own (shopify.dev, "Perform
// bulk operations with the GraphQL Admin API").
import { Kind, getNamedType, parse } from 'graphql';

const PAGE_MOST = 250;
const BULK_CONNECTIONS_MOST = 5;
const BULK_NESTED_MOST = 2;

/** What a valid document asks of its connections that Shopify would refuse. */
export function pagingFaults(schema, document) {
  const connections = connectionsOf(schema, document);
  if (areBulk(connections)) {
    return bulkFaults(document, connections);
  }
  const unpaged = connections.filter(({ field }) => sizeOf(field) === undefined);
  const tooLarge = connections.filter(({ field }) => Number(sizeOf(field)?.value) > PAGE_MOST);
  return [
    ...unpaged.map(({ field }) => `${field.name.value} does not say how many`),
    ...tooLarge.map(({ field }) => `${field.name.value} asks for more than ${PAGE_MOST}`),
  ];
}

/** Whether a valid document can only be for a bulk operation: none of its connections has a size. */
export function isBulk(schema, text) {
  return areBulk(connectionsOf(schema, parse(text)));
}

function areBulk(connections) {
  return connections.length > 0 && connections.every(({ field }) => sizeOf(field) === undefined);
}

/** Every connection as `{field, nested}`, by how many others it is in. */
function connectionsOf(schema, document) {
  const fragments = new Map(
    document.definitions.filter((d) => d.kind === Kind.FRAGMENT_DEFINITION).map((d) => [d.name.value, d]),
  );
  const operation = document.definitions.find((d) => d.kind === Kind.OPERATION_DEFINITION);
  const connections = [];
  const walk = (set, type, nested) => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const { selectionSet, typeCondition } = fragments.get(selection.name.value);
        walk(selectionSet, schema.getType(typeCondition.name.value), nested);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const inner = selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : type;
        walk(selection.selectionSet, inner, nested);
      } else if (selection.selectionSet) {
        const inner = getNamedType(type.getFields()[selection.name.value]?.type);
        const isConnection = inner?.name.endsWith('Connection');
        if (isConnection) {
          connections.push({ field: selection, nested });
        }
        walk(selection.selectionSet, inner, nested + (isConnection ? 1 : 0));
      }
    }
  };
  walk(operation.selectionSet, schema.getRootType(operation.operation), 0);
  return connections;
}

function bulkFaults(document, connections) {
  const faults = [];
  const operation = document.definitions.find((d) => d.kind === Kind.OPERATION_DEFINITION);
  if (operation.selectionSet.selections.length !== 1) {
    faults.push('a bulk operation has one field at the top');
  }
  if (connections.length > BULK_CONNECTIONS_MOST) {
    faults.push(`a bulk operation has ${BULK_CONNECTIONS_MOST} connections at most`);
  }
  if (connections.some(({ nested }) => nested > BULK_NESTED_MOST)) {
    faults.push(`connections of a bulk operation are nested ${BULK_NESTED_MOST} deep at most`);
  }
  return faults;
}

function sizeOf(field) {
  return field.arguments.find(({ name }) => ['first', 'last'].includes(name.value))?.value;
}
