package dev.tillbridge.hub.device;

import java.time.Instant;

/**
 * One entry of a till's journal, as it was signed there.
 *
 * @param seq its number, from 1, without gaps
 * @param previous the hash of the entry before in hexadecimal digits; 64 zeros before the first
 * @param at when it was written, by the till's clock, as the till spelled it
 * @param kind what the body is, for example {@code SALE}
 * @param person who stood at the till
 * @param body JSON as the kind wants it; the till signed exactly these characters
 * @param signature of the text in {@link EntryProof}, in Base64: ECDSA on P-256 with SHA-256, r and s as
 *     WebCrypto writes them
 */
public record Entry(
    long seq,
    String previous,
    String at,
    String kind,
    String person,
    String body,
    String signature) {

  /** What a time must look like: as JavaScript's {@code toISOString} spells it. */
  Instant time() {
    return Instant.parse(at);
  }
}
