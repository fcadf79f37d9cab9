package dev.tributary.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.VendorCaller;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlackTest extends VendorCaller {
  SlackTest() {
    super("slack");
  }

  private Response call(String method, String body) {
    return documented()
        .header("Authorization", "Bearer xoxb-test")
        .body(json(body))
        .post("/api/" + method);
  }

  private String created(String name) {
    return call("conversations.create", "{'name':'%s'}".formatted(name)).path("channel.id");
  }

  private Response post(String channel) {
    return call("chat.postMessage", "{'channel':'%s','text':'hello'}".formatted(channel));
  }

  private Response list(String query) {
    return documented()
        .header("Authorization", "Bearer xoxb-test")
        .get("/api/conversations.list" + query);
  }

  private static String error(Response answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.<Boolean>path("ok")).isFalse();
    return answer.path("error");
  }

  @Test
  void aFailureIsASuccessOfHttp() {
    created("alerts");

    assertThat(error(post("C999"))).isEqualTo("channel_not_found");
    assertThat(error(call("chat.postMessage", "{'channel':'alerts'}"))).isEqualTo("no_text");
    assertThat(error(call("chat.postMessage", "{"))).isEqualTo("invalid_json");
    assertThat(error(call("chat.postMessage", "{'channel':7}"))).isEqualTo("invalid_arguments");
    assertThat(error(call("conversations.create", "{'name':'alerts'}"))).isEqualTo("name_taken");
    assertThat(error(call("conversations.create", "{'name':'Not Good'}")))
        .isEqualTo("invalid_name_specials");
    assertThat(error(documented().post("/api/auth.test"))).isEqualTo("not_authed");
    set("/token", "{\"token\":\"xoxb-other\"}");
    assertThat(error(call("auth.test", ""))).isEqualTo("invalid_auth");
  }

  @Test
  void aMessageSentTwiceIsTwoMessages() {
    var id = created("alerts");

    assertThat(post(id).<Boolean>path("ok")).isTrue();
    pass(Duration.ofSeconds(1));
    assertThat(post(id).<String>path("channel")).isEqualTo(id);

    assertThat(control("/events/messages").<Integer>path("counts.received")).isEqualTo(2);
    assertThat(control("/events/messages").<Integer>path("counts.repeats")).isEqualTo(1);
    pass(Duration.ofSeconds(1));
    assertThat(post("#alerts").<Boolean>path("ok")).isTrue();
  }

  @Test
  void eachChannelTakesOneMessageASecond() {
    var one = created("one");
    var other = created("other");

    assertThat(post(one).statusCode()).isEqualTo(200);
    var refused = post(one);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.<String>path("error")).isEqualTo("ratelimited");
    assertThat(post(other).<Boolean>path("ok")).isTrue();
    pass(Duration.ofSeconds(1));
    assertThat(post(one).<Boolean>path("ok")).isTrue();
  }

  @Test
  void anArchivedChannelTakesNoMessage() {
    var id = created("alerts");
    call("conversations.archive", "{'channel':'%s'}".formatted(id));

    assertThat(error(post(id))).isEqualTo("is_archived");
    assertThat(list("").<List<Boolean>>path("channels.is_archived")).containsExactly(true);
    assertThat(list("?exclude_archived=true").<List<String>>path("channels.id")).isEmpty();
  }

  @Test
  void aChannelOfOthersMustBeJoinedFirst() {
    command("/records/channels", "{\"keys\":{\"name\":\"shop\"},\"values\":{\"is_member\":false}}");

    assertThat(error(post("shop"))).isEqualTo("not_in_channel");
    call("conversations.join", "{'channel':'shop'}");
    pass(Duration.ofSeconds(1));
    assertThat(post("shop").<Boolean>path("ok")).isTrue();
  }

  @Test
  void channelsAreListedInPages() {
    created("one");
    created("two");

    var first = list("?limit=1");
    assertThat(first.<List<String>>path("channels.name")).containsExactly("one");
    var second = list("?limit=1&cursor=" + first.<String>path("response_metadata.next_cursor"));
    assertThat(second.<List<String>>path("channels.name")).containsExactly("two");
    assertThat(second.<String>path("response_metadata.next_cursor")).isEmpty();
  }

  @Test
  void channelsAreCreatedTwentyTimesAMinute() {
    for (int i = 0; i < 20; i++) {
      created("c" + i);
    }
    var refused = call("conversations.create", "{'name':'more'}");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("60");
  }
}
