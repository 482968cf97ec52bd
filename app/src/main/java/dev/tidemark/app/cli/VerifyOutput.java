package dev.tidemark.app.cli;

import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.Json;
import dev.tidemark.app.output.Text;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.verify.Finding;
import dev.tidemark.archive.verify.VerificationReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a verification found, for people and for programs. */
final class VerifyOutput {

  private final Console console;

  VerifyOutput(Console console) {
    this.console = console;
  }

  void json(VerificationReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("collection", report.collection().value());
    document.put("intact", report.isIntact());
    document.put("backups", names(report.verified()));
    document.put("files", report.files());
    document.put("bytes", report.bytes());
    document.put("boundaries", report.boundaries());
    document.put("rows", report.rows());
    document.put("findings", report.findings().stream().map(VerifyOutput::finding).toList());
    document.put("behind_gaps", names(report.behindGaps()));
    document.put("leftovers", report.leftovers());
    Json.print(console.out(), document);
  }

  void text(VerificationReport report) {
    for (Finding finding : report.findings()) {
      console.say("DAMAGE  " + finding.what());
      console.say("        " + finding.effect());
      if (!finding.affected().isEmpty()) {
        console.say(
            "        backups lost: "
                + finding.affected().stream()
                    .map(BackupId::toString)
                    .collect(Collectors.joining(", ")));
      }
    }
    report
        .behindGaps()
        .forEach(
            id ->
                console.say(
                    "note: "
                        + id
                        + " ends behind a gap of the source's history; nothing restores it"));
    report
        .leftovers()
        .forEach(
            directory ->
                console.say(
                    "note: no manifest names "
                        + directory
                        + ": an attempt that broke off, or a backup whose manifest was lost"));
    console.say(read(report) + ": " + verdict(report));
  }

  private static String read(VerificationReport report) {
    return report.collection()
        + ": "
        + Text.count(report.verified().size(), "backup")
        + ", "
        + Text.count(report.files(), "file")
        + ", "
        + Text.size(report.bytes())
        + (report.boundaries() == 0
            ? ""
            : ", "
                + Text.count(report.rows(), "row")
                + " merged at "
                + Text.count(report.boundaries())
                + (report.boundaries() == 1 ? " boundary" : " boundaries"));
  }

  private static String verdict(VerificationReport report) {
    return report.isIntact()
        ? "whole"
        : "damaged in " + Text.count(report.findings().size(), "place");
  }

  private static Map<String, Object> finding(Finding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", finding.file());
    json.put("what", finding.what());
    json.put("effect", finding.effect());
    json.put("affected", names(finding.affected()));
    return json;
  }

  private static List<String> names(List<BackupId> backups) {
    return backups.stream().map(BackupId::toString).toList();
  }
}
