package dev.tillbridge.hub.people;

import java.time.Duration;

/** Whether somebody is who he says, without signing him in. */
public sealed interface PinCheck {

  /** It is him. What he may, his role tells. */
  record Right(User user) implements PinCheck {}

  /** No. Whether the name or the secret was wrong is nobody's business. */
  record Wrong() implements PinCheck {}

  /** Too many failures; the secret was not even looked at. */
  record Wait(Duration atLeast) implements PinCheck {}
}
