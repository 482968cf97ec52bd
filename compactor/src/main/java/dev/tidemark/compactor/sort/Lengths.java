package dev.tidemark.compactor.sort;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The four bytes before a record that say how long it is. */
final class Lengths {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private Lengths() {}

  static int read(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static void write(byte[] bytes, int at, int length) {
    INT.set(bytes, at, length);
  }
}
