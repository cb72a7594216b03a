package dev.tillbridge.hub.posting;

import dev.tillbridge.hub.posting.ToldDocument.State;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.FormLine;
import dev.tillbridge.model.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The posting queue: what the books were told, what they will be told, and what is held and why. */
public final class ToldDocuments {

  /** The most that one answer has. */
  public static final int MOST = 200;

  private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
  private static final UUID NO_ID = new UUID(0, 0);

  private static final String COLUMNS = """
      select d.*, x.id as delivery, x.state as delivered, x.remote_id, x.note as why
        from book_document d
      """;

  private static final String ANY =
      "left join delivery x on x.destination = 'BOOKS' and x.subject = d.id::text ";

  private static final String IN_STATE = """
      join delivery x on x.destination = 'BOOKS' and x.subject = d.id::text and x.state = '%s'
      """;

  private final JdbcClient jdbc;
  private final Documents documents;

  public ToldDocuments(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.documents = new Documents(jdbc);
  }

  /**
   * Documents, the newest day first.
   *
   * @param limit from 1 to {@link #MOST}
   * @throws BadInput for another limit, or a kind that there is not
   */
  public List<ToldDocument> find(DocumentQuestion question, int limit) {
    if (limit < 1 || limit > MOST) {
      throw BadInput.of("limit", "must be between 1 and " + MOST);
    }
    var kind = question.kind();
    if (kind != null && !DocumentQuestion.KINDS.contains(kind)) {
      throw BadInput.of(
          "kind",
          "must be one of "
              + String.join(", ", DocumentQuestion.KINDS.stream().sorted().toList()));
    }
    var after = question.after();
    var number = question.number();
    // Only what is asked for stands in the statement, so that its plan fits the question.
    var sql = new StringBuilder(COLUMNS).append(join(question.state())).append("""
            and d.day >= :from and d.day <= :through
              and d.day <= :afterDay and (d.day < :afterDay or d.id > :afterId)
            """);
    if (kind != null) {
      sql.append(kind.equals("SUMMARY") ? " and d.summary_day is not null" : " and d.kind = :kind");
    }
    if (question.amount() != null) {
      sql.append(" and d.total = :amount");
    }
    if (number != null) {
      sql.append(" and d.id = any(:ids::text[]::uuid[])");
    }
    return jdbc.sql(sql.append(" order by d.day desc, d.id limit :limit").toString())
        .param("from", question.from() == null ? FIRST : question.from())
        .param("through", question.through() == null ? LAST : question.through())
        .param("afterDay", after == null ? LAST : after.day())
        .param("afterId", after == null ? NO_ID : after.id())
        .param("kind", kind)
        .param("amount", question.amount())
        .param("ids", number == null ? new String[0] : numbered(number))
        .param("limit", limit)
        .query((row, _) -> read(row))
        .list();
  }

  private static String join(@Nullable State state) {
    return switch (state) {
      case null -> ANY + "where true ";
      case KEPT -> ANY + "where d.adopted ";
      case TOLD -> IN_STATE.formatted("DONE") + "where not d.adopted ";
      case HELD -> IN_STATE.formatted("PARKED") + "where true ";
      case WAITS -> IN_STATE.formatted("DUE") + "where true ";
    };
  }

  /** Documents that somebody could mean by this number. */
  private String[] numbered(String number) {
    return jdbc.sql("""
            select id::text from book_document where others @> array[:number::text]
            union
            select d.id::text from delivery x join book_document d on d.id::text = x.subject
             where x.destination = 'BOOKS' and x.remote_id = :number
            union
            select id::text from book_document where id::text = lower(:number)
            union
            select b.document_id::text
              from sale s
              join entry e
                on e.cause in ('SALE', 'SHOP_REFUND', 'ORDER_EDIT', 'ORDER_CANCELLED', 'CANCELLED', 'REFUND')
               and e.cause_id >= s.id::text and e.cause_id < s.id::text || '~'
              join book_document_entry b on b.entry_id = e.id and b.document_id is not null
             where s.receipt_number = :number
            limit 500
            """).param("number", number).query(String.class).list().toArray(String[]::new);
  }

  /** One document with its lines. */
  public Optional<ToldDocument.Whole> get(UUID id) {
    return row(id).map(document -> {
      var accounts = Accounts.read(jdbc);
      var kept =
          documents.find(List.of(id), accounts).values().iterator().next().document();
      return new ToldDocument.Whole(document, lines(id, accounts), moves(kept));
    });
  }

  private Optional<ToldDocument> row(UUID id) {
    return jdbc.sql(COLUMNS + join(null) + " and d.id = :id")
        .param("id", id)
        .query((row, _) -> read(row))
        .optional();
  }

  private List<ToldDocument.Line> lines(UUID id, Accounts accounts) {
    return DocumentLines.read(jdbc, List.of(id), accounts).getOrDefault(id, List.of()).stream()
        .map((FormLine line) -> new ToldDocument.Line(
            line.title(),
            line.account().code(),
            line.account().name(),
            line.quantity(),
            line.amount()))
        .toList();
  }

  private static List<ToldDocument.Move> moves(Document document) {
    var moves = new ArrayList<ToldDocument.Move>();
    document
        .effect()
        .forEach((account, amount) -> moves.add(new ToldDocument.Move(
            account.code(), account.name(), new Money(amount, document.head().currency()))));
    return moves;
  }

  /**
   * What a document tells, in the order in which it was entered.
   *
   * @param after the entry with which the page before ended; zero for the first
   * @param limit from 1 to {@link #MOST}
   */
  public List<ToldDocument.Entry> entries(ToldDocument document, long after, int limit) {
    var currency = document.total().currency().getCurrencyCode();
    return jdbc.sql("""
            select e.id, e.day, e.event_at, e.cause, e.words, s.id as sale,
                   (select coalesce(sum(l.amount), 0) from entry_line l
                     where l.entry_id = e.id and l.currency = :currency and l.amount > 0) as amount
              from book_document_entry b
              join entry e on e.id = b.entry_id
              left join sale s
                on e.cause in ('SALE', 'SHOP_REFUND', 'ORDER_EDIT', 'ORDER_CANCELLED', 'CANCELLED', 'REFUND')
               and s.id = case when e.cause_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
                               then left(e.cause_id, 36)::uuid end
             where b.document_id = :document and b.entry_id > :after
             order by b.entry_id limit :limit
            """)
        .param("currency", currency)
        .param("document", document.id())
        .param("after", after)
        .param("limit", Math.clamp(limit, 1, MOST))
        .query((row, _) -> new ToldDocument.Entry(
            row.getLong("id"),
            row.getObject("day", LocalDate.class),
            row.getTimestamp("event_at").toInstant(),
            row.getString("cause"),
            row.getString("words"),
            row.getObject("sale", UUID.class),
            Money.of(row.getLong("amount"), currency)))
        .list();
  }

  /** Days that wait for their end, the one that is told first coming first. */
  public List<WaitingDay> waitingDays() {
    return Summaries.waiting(jdbc);
  }

  /** How many entries nobody has looked at yet: more than a few are only there after an outage. */
  public int untold() {
    return jdbc.sql("select count(*) from (select 1 from entry_untold limit 10000) u")
        .query(Integer.class)
        .single();
  }

  private static ToldDocument read(ResultSet row) throws SQLException {
    var currency = row.getString("currency");
    var adopted = row.getBoolean("adopted");
    var delivered = row.getString("delivered");
    var cause = row.getString("cause");
    return new ToldDocument(
        row.getObject("id", UUID.class),
        row.getString("kind"),
        row.getObject("summary_day", Long.class) == null ? null : summary(cause),
        row.getObject("day", LocalDate.class),
        cause,
        row.getString("cause_id"),
        row.getInt("series"),
        Money.of(row.getLong("total"), currency),
        Money.of(row.getLong("tax"), currency),
        row.getString("location"),
        row.getString("channel"),
        row.getString("source"),
        row.getString("note"),
        row.getObject("entries", Integer.class),
        adopted ? State.KEPT : state(delivered),
        row.getObject("delivery", UUID.class),
        row.getString("remote_id"),
        row.getString("why"),
        row.getTimestamp("made_at").toInstant());
  }

  private static SummaryKind summary(String cause) {
    return cause.equals(SummaryKind.STOCK.cause()) ? SummaryKind.STOCK : SummaryKind.SALES;
  }

  private static State state(@Nullable String delivered) {
    return switch (delivered) {
      case "DONE" -> State.TOLD;
      case "PARKED" -> State.HELD;
      case null, default -> State.WAITS;
    };
  }
}
