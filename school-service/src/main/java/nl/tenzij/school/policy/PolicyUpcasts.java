package nl.tenzij.school.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How older texts of a policy read today. What was not kept then is not made up now. */
final class PolicyUpcasts {

  private PolicyUpcasts() {}

  /** The first version had its arrangements in one list, and its exemption rule in one sentence. */
  static ObjectNode content(ObjectNode event) {
    ObjectNode content = (ObjectNode) event.get("content");
    content.putArray("goals");
    JsonNode arrangements = content.get("arrangements");
    content.putObject("arrangements").set("others", arrangements);
    JsonNode how = content.get("exemptions");
    ObjectNode exemptions = content.putObject("exemptions");
    exemptions.set("how", how);
    exemptions.putArray("criteria");
    JsonNode every = content.get("evaluation");
    ObjectNode evaluation = content.putObject("evaluation");
    evaluation.set("every", every);
    evaluation.putArray("on");
    return event;
  }

  /** Until then nobody kept what a draft began with but a template. */
  static ObjectNode drafted(ObjectNode event) {
    JsonNode template = event.remove("template");
    ObjectNode start = event.putObject("start");
    start.set("template", template);
    start.putNull("earlier");
    start.put("edition", 1);
    return event;
  }

  /** Until then the sector was that of the draft. */
  static ObjectNode submitted(ObjectNode event) {
    event.putNull("sector");
    return event;
  }

  /** Which text was laid before the council was not kept. */
  static ObjectNode submittedText(ObjectNode event) {
    event.put("revision", 0);
    return event;
  }

  /** Which text was made known, and from when on it was to bind, was not kept. */
  static ObjectNode published(ObjectNode event) {
    event.putNull("policy");
    event.put("revision", 0);
    event.putNull("topic");
    event.putNull("announced");
    return event;
  }

  /** When somebody recorded it was not kept. */
  static ObjectNode recorded(ObjectNode event) {
    event.putNull("recorded");
    return event;
  }

  /** The second version says more, and nothing of it in another way. */
  static ObjectNode activated(ObjectNode event) {
    return event;
  }
}
