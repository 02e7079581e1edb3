package datastream.chaos.link;

/** The two ways through a connection; the client is whoever connected to the proxy. */
public enum Direction {
    CLIENT_TO_SERVER,
    SERVER_TO_CLIENT
}
