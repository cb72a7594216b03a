package dev.tillbridge.hub.people;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bootstrap file as it is spelled; anything may be missing, and is checked where it is used. */
record BootstrapFile(
    @JsonProperty("merchant") @Nullable Owner owner,
    @Nullable String currency,
    @Nullable List<Place> locations,
    @Nullable List<Till> registers,
    @Nullable List<Person> users,
    @Nullable List<Token> apiTokens) {

  record Owner(String name, @Nullable List<String> address) {
    List<String> lines() {
      return orNone(address);
    }
  }

  record Place(
      @Nullable String id,
      @Nullable String name,
      @Nullable String timeZone,
      @Nullable String taxMode,
      @Nullable String stockPolicy,
      @Nullable Integer cashStep,
      @Nullable List<Integer> tips,
      @Nullable List<Rate> taxRates) {
    List<Integer> tipPercents() {
      return orNone(tips);
    }

    List<Rate> rates() {
      return orNone(taxRates);
    }
  }

  record Rate(@Nullable String category, @Nullable String name, int ratePpm) {}

  record Till(@Nullable String id, @Nullable String location) {}

  record Person(
      @Nullable String name,
      @Nullable String role,
      @Nullable String password,
      @Nullable String pin) {
    /** Keeps the secrets out of every log. */
    @Override
    public String toString() {
      return "Person[" + name + ", " + role + "]";
    }
  }

  record Token(
      @Nullable String name,
      @Nullable String token,
      @Nullable List<String> scopes) {
    /** Keeps the token out of every log. */
    @Override
    public String toString() {
      return "Token[" + name + "]";
    }
  }

  Optional<Owner> merchant() {
    return Optional.ofNullable(owner);
  }

  List<Place> locationList() {
    return orNone(locations);
  }

  List<Till> registerList() {
    return orNone(registers);
  }

  List<Person> userList() {
    return orNone(users);
  }

  List<Token> tokenList() {
    return orNone(apiTokens);
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
