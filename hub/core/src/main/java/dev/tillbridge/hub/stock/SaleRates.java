package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import java.util.Map;
import java.util.Optional;

/**
 * What the registers of a location have sold lately.
 *
 * @param registers by id; those that sold nothing are absent
 */
record SaleRates(Map<String, Register> registers) {

  static final SaleRates NONE = new SaleRates(Map.of());

  /**
   * One register.
   *
   * @param businessDays on which it sold anything, at least one
   * @param span calendar days from the first of them to the last look, at least one
   * @param units by SKU, those that left over its counter
   */
  record Register(int businessDays, int span, Map<Sku, Integer> units) {
    Register {
      units = Map.copyOf(units);
    }
  }

  SaleRates {
    registers = Map.copyOf(registers);
  }

  Optional<Register> of(String register) {
    return Optional.ofNullable(registers.get(register));
  }
}
