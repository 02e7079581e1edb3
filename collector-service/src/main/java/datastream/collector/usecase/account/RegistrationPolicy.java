package datastream.collector.usecase.account;

/** Who may have an account, once there is an administrator. */
public enum RegistrationPolicy {
    /** Those to whom an administrator gives one. */
    CLOSED,
    /** Anybody, to look at everything and change nothing; others still come from administrators. */
    OPEN
}
