package dev.tillbridge.hub.desk;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the desk says things. */
final class Words {

  private Words() {}

  /**
   * What drove a shelf below zero.
   *
   * @param name of the sale or order that did, or null
   */
  static String cause(String cause, @Nullable String name) {
    return switch (cause) {
      case "SALE" -> name == null ? "a sale at the counter" : "receipt " + name;
      case "SHOP_ORDER" -> name == null ? "a web order" : "order " + name;
      case "HOLD" -> "a hold that a manager allowed";
      case "REVERSAL" -> "a cancelled order that its shop shows again";
      case "COUNT", "COUNT_CORRECTION" -> "a count of the shelf";
      default -> "a " + cause.toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }

  /** What a case says of itself. */
  static String detail(List<String> causes, List<Victim> victims, int onShow) {
    var text = new StringBuilder();
    text.append(sentence("more was sold or promised than is there, by " + list(causes)));
    if (victims.isEmpty()) {
      text.append(" Nobody waits for these units: count the shelf, or receive goods.");
    }
    for (var victim : victims) {
      text.append(' ')
          .append(sentence("%s will not get %s, %s"
              .formatted(victim.claimant().name(), units(victim.units()), why(victim))));
    }
    if (onShow > 0) {
      text.append(" Shops still show ").append(onShow).append(" of it.");
    }
    return text.toString();
  }

  private static String why(Victim victim) {
    if (victim.chosenBy() != null) {
      return "as " + victim.chosenBy() + " decided";
    }
    return victim.claimant().paid()
        ? "as the newest that was paid for"
        : "as the newest that nobody has paid for";
  }

  static String units(int units) {
    return units == 1 ? "1 unit" : units + " units";
  }

  static String list(List<String> things) {
    return things.size() < 2
        ? String.join("", things)
        : things.stream().limit(things.size() - 1).collect(Collectors.joining(", ")) + " and "
            + things.getLast();
  }

  static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
  }
}
