package dev.tillbridge.hub.device;

/**
 * Takes what a till has written, for example a sale. Called once or more often for the same entry, one
 * after the other for one till: it must take effect once.
 */
@FunctionalInterface
public interface EntryHandler {

  /**
   * Takes it.
   *
   * @param device whose it is
   * @return what became of it, in a few words
   * @throws RuntimeException of {@code hub.problem} when it cannot be taken as it is
   */
  String take(Device device, Entry entry);

  /**
   * Takes it because a manager says so, after it was refused or set aside.
   *
   * @param by the manager
   */
  default String takeFor(String by, Device device, Entry entry) {
    return take(device, entry);
  }
}
