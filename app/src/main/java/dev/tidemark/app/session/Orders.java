package dev.tidemark.app.session;

import dev.tidemark.app.address.TargetAddress;
import dev.tidemark.app.operation.RestoreOrder;
import dev.tidemark.app.sql.Statement;
import java.util.Map;

/** From what was written to what an operation is told. */
final class Orders {

  private Orders() {}

  static RestoreOrder of(Statement.Restore restore, Map<String, String> environment) {
    return new RestoreOrder(
        restore.point(),
        TargetAddress.withPassword(
            restore.target(), restore.passwordFile().orElse(null), environment),
        restore.choice(),
        restore.options(),
        restore.patience());
  }
}
