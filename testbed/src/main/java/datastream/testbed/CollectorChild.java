package datastream.testbed;

import datastream.collector.CollectorMain;

/** The collector as it is shipped, except that it ends with the harness. */
final class CollectorChild {

    private CollectorChild() {}

    public static void main(String[] arguments) {
        ParentWatch.start();
        CollectorMain.main(arguments);
    }
}
