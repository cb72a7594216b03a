package dev.tillbridge.hub.books;

import dev.tillbridge.model.books.AccountKind;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What accounts are called in plain text: hledger ends a name at two spaces, and beancount wants each part
 * to begin with a capital or a digit and to have letters, digits and hyphens only. Unique by their codes.
 */
final class AccountNames {

  private final Map<String, String> byCode = new HashMap<>();

  AccountNames(List<AccountView> accounts) {
    accounts.forEach(account -> byCode.put(account.code(), name(account)));
  }

  String of(String code) {
    var name = byCode.get(code);
    if (name == null) {
      throw new IllegalArgumentException("there is no account " + code);
    }
    return name;
  }

  static String name(AccountView account) {
    var plain = Normalizer.normalize(account.name(), Normalizer.Form.NFD)
        .replaceAll("\\p{M}+", "")
        .replaceAll("[^A-Za-z0-9]+", "-")
        .replaceAll("-+$", "")
        .replaceAll("^-+", "");
    return root(account.kind()) + ":" + account.code() + (plain.isEmpty() ? "" : "-" + plain);
  }

  private static String root(AccountKind kind) {
    return switch (kind) {
      case ASSET -> "Assets";
      case LIABILITY -> "Liabilities";
      case EQUITY -> "Equity";
      case INCOME -> "Income";
      case EXPENSE -> "Expenses";
    };
  }
}
