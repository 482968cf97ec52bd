package dev.tidemark.schemas.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.Golden;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DefinitionJsonTest {

  private static final String JSON = DefinitionJson.write(TableDefinitions.full());

  @Test
  @DisplayName("A definition reads back as it was written, as text and as a tree")
  void roundTrip() {
    assertThat(DefinitionJson.read(JSON)).isEqualTo(TableDefinitions.full());
    assertThat(DefinitionJson.fromTree(DefinitionJson.toTree(TableDefinitions.full())))
        .isEqualTo(TableDefinitions.full());
  }

  @Test
  @DisplayName("The text of version 1 stays what it is")
  void golden() {
    assertThat(JSON).isEqualTo(Golden.text("definition.json"));
    assertThat(DefinitionJson.read(Golden.text("definition.json")))
        .isEqualTo(TableDefinitions.full());
  }

  @Test
  @DisplayName("Triggers stand at its end; a definition from before there were any has none")
  void triggers() {
    TableDefinition definition = TableDefinitions.withTriggers();

    assertThat(DefinitionJson.write(definition)).isEqualTo(Golden.text("definition-triggers.json"));
    assertThat(DefinitionJson.read(Golden.text("definition-triggers.json"))).isEqualTo(definition);
    assertThat(DefinitionJson.fromTree(DefinitionJson.toTree(definition))).isEqualTo(definition);
    assertThat(DefinitionJson.read(Golden.text("definition.json")).triggers()).isEmpty();
  }

  @Test
  @DisplayName("A property that this version does not know is refused by name")
  void unknownProperty() {
    String newer = JSON.replace("\"nullable\":false", "\"nullable\":false,\"invisible\":true");

    assertThatThrownBy(() -> DefinitionJson.read(newer))
        .isInstanceOf(UnreadableDefinitionException.class)
        .hasMessageStartingWith(
            "a table definition cannot be read: Unrecognized field \"invisible\"")
        .hasMessageNotContaining("source-ref");
  }

  @Test
  @DisplayName("A missing property is refused by name, and nothing may follow")
  void missingProperty() {
    assertThatThrownBy(() -> DefinitionJson.read(JSON.replace("\"nullable\":false,", "")))
        .isInstanceOf(UnreadableDefinitionException.class)
        .hasMessageContaining("Missing creator property 'nullable'");
    assertThatThrownBy(() -> DefinitionJson.read(JSON + "{}"))
        .isInstanceOf(UnreadableDefinitionException.class);
    assertThatThrownBy(() -> DefinitionJson.read("null"))
        .isInstanceOf(UnreadableDefinitionException.class)
        .hasMessage("a table definition cannot be read: there is none");
  }
}
