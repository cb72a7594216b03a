// Documents that the connector writes around a fragment while it runs, as it writes them: what it
// really sent in the tests is judged too.

/** The same as `Document.Many` for two things. */
function ofTwo(operation, parameters, alias, field, fragment) {
  const variables = [...parameters, `$${alias}0: ID!`, `$${alias}1: ID!`].join(', ');
  const one = (n) => `  ${alias}${n}: ${field}(id: $${alias}${n}) {\n    ...${fragment}\n  }\n`;
  return `query ${operation}(${variables}) {\n${one(0)}${one(1)}}`;
}

export const COMPOSED = [
  ofTwo('AvailableOfMany', ['$location: ID!'], 'item', 'inventoryItem', 'Level'),
  ofTwo('OrdersNow', [], 'order', 'order', 'Told'),
  ofTwo('PaymentsNow', [], 'order', 'order', 'Paid'),
  ofTwo('RefundsNow', [], 'refund', 'refund', 'Refunded'),
];
