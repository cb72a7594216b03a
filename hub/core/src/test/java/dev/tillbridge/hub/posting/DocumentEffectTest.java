package dev.tillbridge.hub.posting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.hub.books.Draft;
import dev.tillbridge.hub.books.DraftLine;
import dev.tillbridge.hub.books.Event;
import dev.tillbridge.hub.sales.CounterSale;
import dev.tillbridge.hub.sales.SalesRig;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever is entered, the documents of a cause move the amounts of its entries, account by account.
 * What a document moves is added up here from its rows, as the accounting software does.
 */
class DocumentEffectTest {

  private static final int SEEDS = 60;
  private static final LocalDate TODAY = LocalDate.parse("2026-11-22");
  private static final List<Role> TENDERS = List.of(
      Role.CASH,
      Role.PAYPAL,
      Role.CARD,
      Role.SHOP,
      Role.RECEIVABLE,
      Role.GIFT_CARD,
      Role.STORE_CREDIT,
      Role.DEPOSIT);
  private static final List<Role> CHARGED = List.of(
      Role.SALES,
      Role.SALES,
      Role.DISCOUNT,
      Role.SHIPPING,
      Role.TAX,
      Role.TAX,
      Role.TIP,
      Role.DUTY,
      Role.FEE_CHARGED,
      Role.ROUNDING);
  private static final List<String> CATEGORIES = List.of("", "Books", "Toys");

  private final SalesRig hub = new SalesRig();
  private final Sku mug = hub.shelf("MUG", 1_000, 1_000_000);
  private final Planner planner = new Planner(
      hub.db.jdbc(), hub.db.tx(), hub.clock, hub.sales, hub.catalog, hub.deliveries, hub.cases);

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void documents_move_what_was_entered_account_by_account_whatever_it_is() {
    accountsOfTheirOwn();
    stockByItself();
    var books = new Books(hub.db.jdbc(), hub.clock);
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed * 0x9E3779B97F4A7C15L);
      for (var cause : Cause.values()) {
        enter(books, cause, seed, random);
      }
      sell(random, seed);
      if (seed % 3 == 0) {
        // What was told already, and what was not, may be taken back or entered anew.
        takeBack(books, random);
      }
      if (seed % 5 == 0) {
        planner.plan();
      }
    }
    planner.plan();

    assertThat(hub.count("entry_untold")).isZero();
    assertThat(differences()).isEmpty();
    assertThat(new TreeSet<>(hub.db
            .jdbc()
            .sql("select distinct kind from book_document")
            .query(String.class)
            .list()))
        .as("each kind was made")
        .containsExactly("CREDIT", "DEPOSIT", "INVOICE", "JOURNAL", "PAYMENT", "RECEIPT", "REFUND");
    assertThat(hub.db.jdbc().sql("""
                select count(*) from book_document_line l join book_document d on d.id = l.document_id
                 where d.kind in ('RECEIPT', 'REFUND') and d.cause = 'SALE'
                """).query(Long.class).single())
        .as("sales are receipts, not journals")
        .isPositive();
    assertThat(hub.count(
            "book_document d where (not exists (select 1 from delivery where destination ="
                + " 'BOOKS' and subject = d.id::text)) <> (d.cause in ('OPENING_BALANCE',"
                + " 'OPENING_STOCK', 'BOOKS_CHANGE'))"))
        .as("documents that nobody delivers, but for what is there already")
        .isZero();
    planningAgainChangesNothing();
  }

  @Test
  void with_summaries_too_and_each_day_and_place_of_them_moves_its_own_entries() {
    accountsOfTheirOwn();
    var tellings = new Tellings(hub.db.jdbc(), hub.db.tx(), hub.clock);
    hub.now.set(SalesRig.NOW.minus(Duration.ofDays(1)));
    tellings.choose(
        UUID.randomUUID(),
        new Tellings.Scope(SummaryKind.SALES, null, null, null),
        true,
        TODAY,
        "test");
    hub.now.set(SalesRig.NOW);
    var books = new Books(hub.db.jdbc(), hub.clock);
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed * 0x9E3779B97F4A7C15L);
      for (var cause : Cause.values()) {
        enter(books, cause, seed, random);
      }
      sell(random, seed);
      if (seed % 3 == 0) {
        takeBack(books, random);
      }
      if (seed % 10 == 0) {
        // Over and over the day is over, and something comes later.
        planner.plan();
        hub.now.set(SalesRig.NOW.plus(Duration.ofHours(20 + seed)));
      }
    }
    planner.plan();
    hub.now.set(SalesRig.NOW.plus(Duration.ofDays(9)));
    planner.plan();

    assertThat(hub.count("entry_untold") + hub.count("summary_entry")).isZero();
    assertThat(differences()).isEmpty();
    assertThat(hub.count("book_document where cause = 'SALES_DAY'")).isGreaterThan(2);
    assertThat(hub.count("book_document where cause = 'STOCK_DAY'")).isGreaterThan(2);
    assertThat(hub.count("book_document where kind = 'INVOICE'")).isPositive();
    assertThat(hub.count("book_document where cause = 'FEE'")).isPositive();
    assertThat(hub.count("entry e where not exists (select 1 from book_document_entry b where"
            + " b.entry_id = e.id)"))
        .as("entries that nobody told")
        .isZero();
    assertThat(
            hub.count("(select entry_id from book_document_entry b join book_document d on d.id ="
                + " b.document_id group by entry_id having count(distinct d.cause) > 1) twice"))
        .as("entries that were told twice")
        .isZero();
    planningAgainChangesNothing();
  }

  /** As it was before anything could be told by the day. */
  private void stockByItself() {
    hub.db.jdbc().sql("""
            insert into telling (ident, kind, way, valid_from, made_by, made_at)
            values (gen_random_uuid(), 'STOCK', 'EACH', '1970-01-01', 'test', now())
            """).update();
  }

  private void planningAgainChangesNothing() {
    int documents = hub.count("book_document");
    int deliveries = hub.count("delivery");
    hub.db
        .jdbc()
        .sql("insert into entry_untold (entry_id) select id from entry")
        .update();
    planner.plan();
    assertThat(hub.count("book_document")).isEqualTo(documents);
    assertThat(hub.count("delivery")).isEqualTo(deliveries);
    assertThat(hub.count("entry_untold")).isZero();
  }

  /** Goods and discounts of a kind, and a tax, may be sent elsewhere. */
  private void accountsOfTheirOwn() {
    hub.db.jdbc().sql("""
            insert into account (code, name, kind, made_by, made_at)
            values ('4010', 'Sales of books', 'INCOME', 'test', now()),
                   ('4110', 'Discounts on toys', 'INCOME', 'test', now()),
                   ('2210', 'City tax', 'LIABILITY', 'test', now())
            """).update();
    hub.db.jdbc().sql("""
            insert into book_rule (role, category, key, account, valid_from, made_by, made_at)
            values ('SALES', 'Books', null, '4010', '2020-01-01', 'test', now()),
                   ('DISCOUNT', 'Toys', null, '4110', '2020-01-01', 'test', now()),
                   ('TAX', null, 'City', '2210', '2020-01-01', 'test', now())
            """).update();
  }

  private void enter(Books books, Cause cause, int seed, Random random) {
    var lines = switch (cause) {
      case SALE -> sold(random, -1);
      case REFUND, SHOP_REFUND, ORDER_CANCELLED, CANCELLED -> sold(random, 1);
      case ORDER_EDIT -> sold(random, random.nextBoolean() ? 1 : -1);
      case PAYOUT -> payout(random);
      case CURRENCY -> exchanged(random);
      default -> anything(random);
    };
    var id = switch (cause) {
      case SALE, GIFT, MONEY, GATEWAY_REFUND -> uuid(random).toString();
      case REFUND, SHOP_REFUND, ORDER_EDIT, ORDER_CANCELLED, CANCELLED -> uuid(random) + "|" + seed;
      default -> cause.name().toLowerCase(java.util.Locale.ROOT) + "|terminal|" + seed;
    };
    var draft = new Draft(event(cause, id), cause + " of seed " + seed, lines);
    hub.db.tx().executeWithoutResult(_ -> {
      if (seed % 2 == 0) {
        books.enter(draft);
      } else {
        books.enter(List.of(draft));
      }
    });
  }

  private static Event event(Cause cause, String id) {
    return new Event(cause, id, TODAY, TODAY, SalesRig.NOW, "main", "COUNTER", "R1");
  }

  /** As a sale is entered, or what goes back, with one tender or several. */
  private static List<DraftLine> sold(Random random, int side) {
    var lines = new ArrayList<DraftLine>();
    long total = 0;
    int many = 1 + random.nextInt(5);
    for (int i = 0; i < many; i++) {
      var role = i == 0 ? Role.SALES : pick(CHARGED, random);
      long amount = cents(random) + (i == 0 ? 1_000_000 : 0);
      long signed = role == Role.DISCOUNT ? -side * amount : side * amount;
      lines.add(line(role, pick(CATEGORIES, random), random, signed));
      total += signed;
    }
    int parts = 1 + random.nextInt(3);
    for (int i = 1; i < parts; i++) {
      long some = -side * cents(random);
      lines.add(line(pick(TENDERS, random), "", random, some));
      total += some;
    }
    if (total != 0) {
      lines.add(line(pick(TENDERS, random), "", random, -total));
    }
    return lines;
  }

  private static List<DraftLine> payout(Random random) {
    long gross = 1_000_000 + cents(random);
    long fee = random.nextBoolean() ? cents(random) : 0;
    var lines = new ArrayList<DraftLine>();
    lines.add(line(Role.BANK, "", random, gross - fee));
    if (fee != 0) {
      lines.add(line(Role.GATEWAY_FEE, "", random, fee));
    }
    lines.add(line(Role.CARD, "", random, -gross));
    return lines;
  }

  private static List<DraftLine> exchanged(Random random) {
    long home = cents(random);
    long abroad = cents(random);
    return List.of(
        new DraftLine(Role.PAYPAL, "", "", Money.of(home, "USD")),
        new DraftLine(Role.EXCHANGE, "", "", Money.of(-home, "USD")),
        new DraftLine(Role.PAYPAL, "", "", Money.of(-abroad, "EUR")),
        new DraftLine(Role.EXCHANGE, "", "", Money.of(abroad, "EUR")));
  }

  private static List<DraftLine> anything(Random random) {
    var lines = new ArrayList<DraftLine>();
    long sum = 0;
    var roles = List.of(Role.values());
    for (int i = 0; i <= random.nextInt(4); i++) {
      long amount = random.nextBoolean() ? cents(random) : -cents(random);
      lines.add(line(pick(roles, random), pick(CATEGORIES, random), random, amount));
      sum += amount;
    }
    if (sum != 0) {
      lines.add(line(pick(roles, random), "", random, -sum));
    }
    return lines;
  }

  /** A sale that the hub knows, paid in parts, with a discount. */
  private void sell(Random random, int seed) {
    int units = 1 + random.nextInt(4);
    long discount = random.nextBoolean() ? random.nextInt(900) : 0;
    var sale = new CounterSale();
    sale.receiptNumber = "R1-" + (900_000 + seed);
    long net = units * 1_000L - discount;
    long tax = (net * 825 + 5_000) / 10_000;
    sale.lines.add(CounterSale.line(mug, units, 1_000, discount));
    sale.taxes.add(CounterSale.tax(net, tax));
    long cash = random.nextBoolean() ? net + tax : 1 + random.nextLong(net + tax - 1);
    if (cash < net + tax) {
      sale.tenders.add(CounterSale.card(SalesRig.usd(net + tax - cash), "slip-" + seed));
    }
    sale.tenders.add(CounterSale.cash(cash));
    hub.sales.record(sale.report());
  }

  private void takeBack(Books books, Random random) {
    var ids = hub.db
        .jdbc()
        .sql("select id from entry order by id desc limit 40")
        .query((row, _) -> row.getLong(1))
        .list();
    for (int i = 0; i < 4; i++) {
      long entry = pick(ids, random);
      hub.db
          .tx()
          .executeWithoutResult(_ -> books.reverse(entry, event(Cause.SALE, "-"), "Taken back"));
    }
  }

  private static UUID uuid(Random random) {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private static long cents(Random random) {
    return 1 + random.nextLong(50_000);
  }

  private static <T> T pick(List<T> some, Random random) {
    return some.get(random.nextInt(some.size()));
  }

  private static DraftLine line(Role role, String category, Random random, long cents) {
    var key = switch (role) {
      case TAX -> random.nextInt(4) == 0 ? "City" : "Sales tax";
      case SHOP -> random.nextBoolean() ? "one-shop" : "other-shop";
      default -> "";
    };
    return new DraftLine(role, category, key, Money.of(cents, "USD"));
  }

  /** Causes of which documents and entries do not come to the same, with the account and both sums. */
  private List<String> differences() {
    return hub.db.jdbc().sql("""
            with about as (
              -- What is told by a summary is compared day by day and place by place.
              select e.id, coalesce(x.cause, e.cause) as cause, coalesce(x.cause_id, e.cause_id) as cause_id
                from entry e left join lateral (
                  select d.cause, d.cause_id from book_document_entry b
                    join book_document d on d.id = b.document_id
                   where b.entry_id = e.id and d.summary_day is not null limit 1) x on true),
            moved as (
              select d.cause, d.cause_id, d.currency, l.account, l.account_part as part,
                     case when d.kind in ('JOURNAL', 'DEPOSIT') then l.amount
                          when d.kind = 'PAYMENT' then -l.amount
                          when (d.kind in ('RECEIPT', 'INVOICE')) = (l.role = 'DISCOUNT') then l.amount
                          else -l.amount end as amount
                from book_document d join book_document_line l on l.document_id = d.id
              union all
              select cause, cause_id, currency, money, money_part,
                     case when kind in ('REFUND', 'CREDIT') then -total else total end
                from book_document where money is not null),
            entered as (
              select e.cause, e.cause_id, l.currency, l.account,
                     case when l.role = 'SHOP' then l.key else '' end as part, l.amount
                from about e join entry_line l on l.entry_id = e.id),
            m as (select cause, cause_id, currency, account, part, sum(amount) as amount from moved
                   group by 1, 2, 3, 4, 5 having sum(amount) <> 0),
            n as (select cause, cause_id, currency, account, part, sum(amount) as amount from entered
                   group by 1, 2, 3, 4, 5 having sum(amount) <> 0)
            select coalesce(m.cause, n.cause) || ' ' || coalesce(m.cause_id, n.cause_id) || ' '
                   || coalesce(m.account, n.account) || ': told ' || coalesce(m.amount, 0)
                   || ', entered ' || coalesce(n.amount, 0)
              from m full join n using (cause, cause_id, currency, account, part)
             where coalesce(m.amount, 0) <> coalesce(n.amount, 0)
             limit 20
            """).query((row, _) -> row.getString(1)).list();
  }
}
