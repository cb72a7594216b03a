package dev.tillbridge.connector.xero;

import dev.tillbridge.connector.xero.Chart.Account;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One document as Xero's own.
 *
 * @param number by which it is found again
 * @param mark what stands in the reference of ours only; empty when the number is mark enough
 * @param row what to send
 * @param total what Xero will say it is over
 * @param tax the tax in it
 * @param lines what its lines come to, by the code of their account
 * @param money where it is paid to, or from, in a second step; null when there is none
 */
record Paper(
    Kind kind,
    String number,
    String mark,
    Object row,
    BigDecimal total,
    BigDecimal tax,
    Map<String, BigDecimal> lines,
    @Nullable Account money) {}
