package dev.tillbridge.torture.nemesis;

/** What a fault lays hands on. Faults of different lanes may strike at the same time. */
public enum Lane {
  HUB,
  POSTGRES,
  REDIS,
  FENCE
}
