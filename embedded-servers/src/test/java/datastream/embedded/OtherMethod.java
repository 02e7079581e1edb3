package datastream.embedded;

import com.hivemq.client.mqtt.datatypes.MqttUtf8String;
import com.hivemq.client.mqtt.mqtt5.auth.Mqtt5EnhancedAuthMechanism;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;

/** A method of authentication that agrees to everything. */
final class OtherMethod {

    private OtherMethod() {}

    static Mqtt5EnhancedAuthMechanism make() {
        return (Mqtt5EnhancedAuthMechanism)
                Proxy.newProxyInstance(
                        OtherMethod.class.getClassLoader(),
                        new Class<?>[] {Mqtt5EnhancedAuthMechanism.class},
                        (_, method, _) -> answer(method.getName()));
    }

    private static Object answer(String method) {
        return switch (method) {
            case "getMethod" -> MqttUtf8String.of("agreeable");
            case "getTimeout" -> 10;
            case "onAuth", "onReAuth" -> CompletableFuture.completedFuture(null);
            case "toString" -> "agreeable";
            default -> CompletableFuture.completedFuture(true);
        };
    }
}
