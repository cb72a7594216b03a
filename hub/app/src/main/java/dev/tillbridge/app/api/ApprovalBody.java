package dev.tillbridge.app.api;

import dev.tillbridge.hub.approvals.Claim;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A yes as a till tells it, before it is read. */
record ApprovalBody(
    @Nullable UUID id,
    @Nullable String kind,
    @Nullable String subject,
    @Nullable String allowed,
    @Nullable String register,
    @Nullable Who askedBy,
    @Nullable Who approvedBy,
    @Nullable String approvedAt,
    @Nullable String expiresAt,
    @Nullable String reason,
    @Nullable UUID key,
    @Nullable String signature) {

  /** Somebody; the name is the till's word, and only the id counts. */
  record Who(@Nullable UUID id, @Nullable String name) {}

  /** What is claimed. */
  Claim read(String field) {
    return new Claim(
        Input.need(field + "id", id),
        Input.text(field + "kind", kind, 30),
        Input.text(field + "subject", subject, 100),
        Input.need(field + "allowed", allowed),
        Input.text(field + "register", register, 40),
        Input.need(field + "askedBy.id", askedBy == null ? null : askedBy.id()),
        Input.need(field + "approvedBy.id", approvedBy == null ? null : approvedBy.id()),
        Input.need(field + "approvedAt", approvedAt),
        Input.need(field + "expiresAt", expiresAt),
        Input.need(field + "reason", reason),
        key,
        signature);
  }
}
