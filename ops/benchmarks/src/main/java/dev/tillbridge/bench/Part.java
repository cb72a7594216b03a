package dev.tillbridge.bench;

/** Something that is measured with its own floors, in the same minutes. */
@FunctionalInterface
interface Part {

  /** Measures and enters its figures. */
  void run(Servers servers, Scale scale, Report report);
}
