package dev.tillbridge.app.config;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Says in one line on standard error why the hub does not start. */
public final class OneLine implements FailureAnalysisReporter {

  @Override
  public void report(FailureAnalysis analysis) {
    var line = analysis.getDescription().strip().replaceAll("\\s+", " ");
    System.err.println("Tillbridge cannot start: " + line);
  }
}
