package dev.tillbridge.hub.posting;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillbridge.model.books.BooksPapers;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Keeps every file and mail that it is asked for, twice if asked twice, and loses answers. */
final class FakePapers implements BooksPapers {

  record File(Subject subject, String name, String content, UUID key) {}

  final List<File> files = new ArrayList<>();

  /** Addresses by invoice. */
  final Map<String, List<String>> mails = new LinkedHashMap<>();

  /** The next so many answers are lost after the effect. */
  int lost;

  /** The next so many calls are lost before any effect. */
  int unheard;

  @Override
  public Outcome<String> attach(UUID key, Subject subject, String fileName, byte[] pdf) {
    if (unheard-- > 0) {
      return new InDoubt<>("no answer");
    }
    files.add(new File(subject, fileName, new String(pdf, UTF_8), key));
    return lost-- > 0 ? new InDoubt<>("no answer") : new Delivered<>("file-" + files.size());
  }

  @Override
  public Outcome<String> attached(Subject subject, String fileName) {
    return files.stream().anyMatch(f -> f.subject().equals(subject) && f.name().equals(fileName))
        ? new Delivered<>("found")
        : new NotSent<>("not there", null);
  }

  @Override
  public Outcome<String> mail(UUID key, String remoteInvoice, String address) {
    if (unheard-- > 0) {
      return new InDoubt<>("no answer");
    }
    mails.computeIfAbsent(remoteInvoice, _ -> new ArrayList<>()).add(address);
    return lost-- > 0 ? new InDoubt<>("no answer") : new Delivered<>(remoteInvoice);
  }

  @Override
  public Outcome<String> mailed(String remoteInvoice) {
    return mails.containsKey(remoteInvoice)
        ? new Delivered<>(remoteInvoice)
        : new NotSent<>("not sent", null);
  }
}
