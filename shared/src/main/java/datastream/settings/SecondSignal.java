package datastream.settings;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when somebody who has asked for an end asks again. The JVM by itself ignores every
 * signal after the first.
 *
 * <p>By reflection, since javac warns of {@code sun.misc.Signal} and the warning cannot be switched
 * off; the class itself has been supported since JEP 260.
 */
final class SecondSignal {

    private static final Logger LOG = LoggerFactory.getLogger(SecondSignal.class);

    private SecondSignal() {}

    /** Runs the action on the next SIGINT or SIGTERM, instead of what would happen. */
    static void runs(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Method handle = signal.getMethod("handle", signal, handler);
            for (String name : List.of("INT", "TERM")) {
                Object named = signal.getConstructor(String.class).newInstance(name);
                handle.invoke(null, named, handlerOf(handler, action));
            }
        } catch (ReflectiveOperationException e) {
            LOG.debug("A second signal will be ignored", e);
        }
    }

    private static Object handlerOf(Class<?> handler, Runnable action) {
        return Proxy.newProxyInstance(
                SecondSignal.class.getClassLoader(),
                new Class<?>[] {handler},
                (proxy, method, arguments) -> {
                    action.run();
                    return null;
                });
    }
}
