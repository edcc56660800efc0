namespace RfaAuth.Core.Errors;

/// <summary>
/// The stable codes of the module's errors: the first part of an ErrorRecord's FullyQualifiedErrorId.
/// This is the only list. docs/errors.md explains each code, and a test compares the two.
/// A GraphQL error with another code keeps the code of the service (<c>extensions.code</c>).
/// </summary>
public static class ErrorCodes
{
    private static readonly Lazy<HashSet<string>> s_all = new(() => new HashSet<string>(
        typeof(ErrorCodes).GetFields().Select(field => (string)field.GetValue(null)!), StringComparer.OrdinalIgnoreCase));

    // The call cannot be made.
    public const string ParameterConflict = nameof(ParameterConflict);
    public const string CredentialRequired = nameof(CredentialRequired);
    public const string EndpointRequired = nameof(EndpointRequired);
    public const string InvalidEndpoint = nameof(InvalidEndpoint);
    public const string InvalidHeader = nameof(InvalidHeader);
    public const string InvalidToken = nameof(InvalidToken);
    public const string SecretTypeRequired = nameof(SecretTypeRequired);
    public const string SessionRequired = nameof(SessionRequired);
    public const string SessionNotFound = nameof(SessionNotFound);
    public const string SessionDisconnected = nameof(SessionDisconnected);
    public const string SessionNotTransferable = nameof(SessionNotTransferable);
    public const string FileUnreadable = nameof(FileUnreadable);
    public const string FileUnwritable = nameof(FileUnwritable);
    public const string DirectoryNotFound = nameof(DirectoryNotFound);
    public const string FormatRequired = nameof(FormatRequired);
    public const string OutFileExists = nameof(OutFileExists);
    public const string InvalidOutFile = nameof(InvalidOutFile);
    public const string InvalidResume = nameof(InvalidResume);
    public const string GraphQLSyntaxError = nameof(GraphQLSyntaxError);
    public const string OperationNameRequired = nameof(OperationNameRequired);
    public const string OperationNotFound = nameof(OperationNotFound);
    public const string SubscriptionNotSupported = nameof(SubscriptionNotSupported);
    public const string InvalidVariables = nameof(InvalidVariables);
    public const string ConfirmationRequired = nameof(ConfirmationRequired);
    public const string ActionPreferenceStop = nameof(ActionPreferenceStop);
    public const string DataPathNotFound = nameof(DataPathNotFound);
    public const string PagingNotPossible = nameof(PagingNotPossible);
    public const string SchemaNotAvailable = nameof(SchemaNotAvailable);
    public const string SchemaNameNotFound = nameof(SchemaNameNotFound);
    public const string InvalidSchema = nameof(InvalidSchema);
    public const string InvalidQuery = nameof(InvalidQuery);
    public const string QueryTooLarge = nameof(QueryTooLarge);

    // The user and the tokens.
    public const string CredentialRejected = nameof(CredentialRejected);
    public const string SignInFailed = nameof(SignInFailed);
    public const string RefreshFailed = nameof(RefreshFailed);
    public const string ReauthenticationRequired = nameof(ReauthenticationRequired);
    public const string Unauthorized = nameof(Unauthorized);
    public const string Forbidden = nameof(Forbidden);

    // Stored secrets.
    public const string SecretManagementRequired = nameof(SecretManagementRequired);
    public const string VaultNotFound = nameof(VaultNotFound);
    public const string VaultLocked = nameof(VaultLocked);
    public const string VaultFailed = nameof(VaultFailed);
    public const string SecretNotFound = nameof(SecretNotFound);
    public const string SecretAmbiguous = nameof(SecretAmbiguous);
    public const string SecretWrongType = nameof(SecretWrongType);
    public const string StoredTokenMismatch = nameof(StoredTokenMismatch);
    public const string StoredTokenLocked = nameof(StoredTokenLocked);

    // The connection to the service.
    public const string NameResolutionFailed = nameof(NameResolutionFailed);
    public const string ConnectFailed = nameof(ConnectFailed);
    public const string TlsFailure = nameof(TlsFailure);
    public const string ProxyError = nameof(ProxyError);
    public const string ConnectionLost = nameof(ConnectionLost);
    public const string RequestTimeout = nameof(RequestTimeout);
    public const string OutcomeUnknown = nameof(OutcomeUnknown);
    public const string RedirectRefused = nameof(RedirectRefused);
    public const string TooManyRequests = nameof(TooManyRequests);
    public const string ServiceUnavailable = nameof(ServiceUnavailable);
    public const string HttpError = nameof(HttpError);

    // The answer.
    public const string GraphQLError = nameof(GraphQLError);
    public const string EmptyResponse = nameof(EmptyResponse);
    public const string NotGraphQLResponse = nameof(NotGraphQLResponse);
    public const string MalformedGraphQLResponse = nameof(MalformedGraphQLResponse);
    public const string UnsupportedResponse = nameof(UnsupportedResponse);
    public const string PagingLoop = nameof(PagingLoop);
    public const string InvalidJson = nameof(InvalidJson);
    public const string TooDeep = nameof(TooDeep);
    public const string TruncatedResponse = nameof(TruncatedResponse);
    public const string DecompressionFailed = nameof(DecompressionFailed);
    public const string ResponseTooLarge = nameof(ResponseTooLarge);
    public const string ProtocolError = nameof(ProtocolError);

    /// <summary>Whether a code is in the list, in any case.</summary>
    internal static bool IsOwn(string code) => s_all.Value.Contains(code);

    // A defect of the module.
    public const string UnexpectedError = nameof(UnexpectedError);
}
