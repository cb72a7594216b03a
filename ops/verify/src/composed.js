// Documents that the connector writes around a fragment while it runs, as it writes them: what it
// really sent in the tests is judged too.

/** The same as `Document.AVAILABLE_OF_MANY` for two items. */
const AVAILABLE_OF_MANY = `query AvailableOfMany($location: ID!, $item0: ID!, $item1: ID!) {
  item0: inventoryItem(id: $item0) {
    ...Level
  }
  item1: inventoryItem(id: $item1) {
    ...Level
  }
}`;

export const COMPOSED = [AVAILABLE_OF_MANY];
