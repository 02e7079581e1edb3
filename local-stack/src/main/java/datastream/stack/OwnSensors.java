package datastream.stack;

/** What the stack's own sensors have instead of a key: good for all of them, while it runs. */
enum OwnSensors implements KeyRing.DeviceKey {
    INSTANCE;

    @Override
    public boolean holds() {
        return true;
    }

    @Override
    public boolean mayIngest() {
        return true;
    }

    @Override
    public boolean coversAll() {
        return true;
    }

    @Override
    public boolean covers(String sensorType, String id1) {
        return true;
    }
}
