package nl.tenzij.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.NodeRuntime;
import com.caoccao.javet.interop.V8Host;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The TypeScript client is right for its compiler, at its strictest, together with a program that
 * uses it. The compiler runs in a Node that comes as a library: none has to be installed.
 */
class TypeScriptClientTest {

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final String COMPILE =
      """
      const ts = require('%1$s/typescript/lib/typescript.js');
      const program = ts.createProgram(['%2$s/index.ts', '%2$s/day.ts'], {
        strict: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS,
        lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'], types: [], skipLibCheck: true,
        noEmitOnError: true, outDir: '%3$s'});
      const found = ts.getPreEmitDiagnostics(program).concat(program.emit().diagnostics);
      JSON.stringify(found.map(each => (each.file ? each.file.fileName : '') + ': '
        + ts.flattenDiagnosticMessageText(each.messageText, ' ')));
      """;

  private static final String READ =
      """
      const custody = require('%s/models/CustodyView.js');
      custody.CustodyViewFromJSON({pupil: 'p-sam', status: 'LENT_OUT', lentTo: 'GUARDIAN'}).status;
      """;

  @Test
  void theGeneratedClientCompiles() throws JavetException, IOException {
    Path client = TARGET.resolve("typescript-client");
    Files.copy(
        Path.of("src/main/typescript/day.ts"),
        client.resolve("day.ts"),
        StandardCopyOption.REPLACE_EXISTING);
    Path compiled = TARGET.resolve("typescript-compiled");
    String found;
    try (NodeRuntime node = V8Host.getNodeInstance().createV8Runtime()) {
      found = node.getExecutor(COMPILE.formatted(TARGET, client, compiled)).executeString();
    }
    assertThat(new ObjectMapper().readValue(found, List.class)).isEmpty();
    assertThat(compiled.resolve("day.js")).exists();
    passesOnWhatCameSinceItWasMade(compiled);
  }

  private static void passesOnWhatCameSinceItWasMade(Path compiled) throws JavetException {
    try (NodeRuntime node = V8Host.getNodeInstance().createV8Runtime()) {
      assertThat(node.getExecutor(READ.formatted(compiled)).executeString()).isEqualTo("LENT_OUT");
    }
  }
}
