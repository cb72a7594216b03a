package dev.tillbridge.hub.desk;

/**
 * What drove a shelf below zero: a line of the ledger.
 *
 * @param cause as the ledger spells it
 * @param causeId with the cause, what tells it from any other
 * @param units that were not there
 */
record Cause(String cause, String causeId, int units) {}
