/** Who may do what: users, sign-in, sessions, API tokens, and secrets kept sealed. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.people;
