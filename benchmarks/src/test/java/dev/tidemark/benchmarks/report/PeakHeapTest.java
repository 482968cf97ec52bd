package dev.tidemark.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeakHeapTest {

  @TempDir private Path logs;

  @Test
  @DisplayName("The peak is the most before a collection, or at the end of who never collected")
  void peak() throws IOException {
    Files.writeString(
        logs.resolve("backup.log"),
        """
        [0.020s][info][gc] Using Parallel
        [1.2s][info][gc] GC(0) Pause Young (Allocation Failure) 133M->4M(491M) 3.2ms
        [5.269s][info][gc,heap,exit]  PSYoungGen      total 113152K, used 20480K [0x00000000f5580000)
        """);
    assertThat(PeakHeap.of(logs)).isEqualTo(new PeakHeap(1, 133));
    Files.writeString(
        logs.resolve("show.log"),
        """
        [6.5s][info][gc,heap,exit]  def new generation   total 116160K, used 102400K [0x0, 0x1)
        [6.5s][info][gc,heap,exit]   eden space 103296K,  49% used [0x0, 0x1)
        [6.5s][info][gc,heap,exit]  tenured generation   total 258048K, used 51200K [0x0, 0x1)
        [6.5s][info][gc,heap,exit]  Metaspace       used 9149K, committed 9408K, reserved 1114112K
        """);
    assertThat(PeakHeap.of(logs)).isEqualTo(new PeakHeap(2, 150));
  }

  @Test
  @DisplayName("Logs that say nothing are no proof of anything")
  void nothing() {
    assertThatThrownBy(() -> PeakHeap.of(logs))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no collector has written down anything");
  }
}
