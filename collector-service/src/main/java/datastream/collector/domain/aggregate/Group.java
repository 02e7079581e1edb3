package datastream.collector.domain.aggregate;

import java.util.Comparator;

/**
 * The readings that are looked at together, by what their sensors have in common.
 *
 * @param sensorType empty when types are not told apart
 * @param id1 empty when groups of sensors are not told apart
 * @param id2 negative when numbers are not told apart
 */
public record Group(String sensorType, String id1, int id2) implements Comparable<Group> {

    /** All readings together. */
    public static final Group OF_ALL = new Group("", "", -1);

    private static final Comparator<Group> ORDER =
            Comparator.comparing(Group::sensorType)
                    .thenComparing(Group::id1)
                    .thenComparingInt(Group::id2);

    @Override
    public int compareTo(Group other) {
        return ORDER.compare(this, other);
    }
}
