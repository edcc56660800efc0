namespace RfaAuth.Errors;

/// <param name="Code">The first part of the FullyQualifiedErrorId.</param>
/// <param name="Category">PowerShell's category for it.</param>
/// <param name="Advice">The action that the user can take.</param>
public sealed record ErrorTableEntry(string Code, ErrorCategory Category, string Advice);

/// <summary>The errors of the module: category and advice by code. docs/errors.md shows the same table.</summary>
public static class ErrorTable
{
    /// <summary>All entries, in the order of <see cref="ErrorCodes"/>.</summary>
    public static IReadOnlyList<ErrorTableEntry> Entries { get; } =
    [
        new(ErrorCodes.ParameterConflict, ErrorCategory.InvalidArgument, "Leave out one of the parameters that the message names."),
        new(ErrorCodes.CredentialRequired, ErrorCategory.AuthenticationError, "Pass -Credential: nobody can be asked for it here. In a runbook use Get-AutomationPSCredential, elsewhere a vault."),
        new(ErrorCodes.EndpointRequired, ErrorCategory.InvalidArgument, "Pass -Endpoint with the address of the service. The service gives it, often together with the user name."),
        new(ErrorCodes.InvalidEndpoint, ErrorCategory.InvalidArgument, "Use an https address without a user name and a fragment. http is allowed for this machine only."),
        new(ErrorCodes.InvalidHeader, ErrorCategory.InvalidArgument, "Leave out the header that the message names, or correct its characters."),
        new(ErrorCodes.InvalidToken, ErrorCategory.InvalidArgument, "Pass the token as the service gave it: one line of visible ASCII characters, at most 16 KiB."),
        new(ErrorCodes.SecretTypeRequired, ErrorCategory.InvalidType, "Pass a PSCredential or a SecureString, never text. You get one from Get-Credential, Read-Host -AsSecureString or a vault."),
        new(ErrorCodes.SessionRequired, ErrorCategory.ConnectionError, "Run Connect-RfaApi first, or pass -Session. In ForEach-Object -Parallel and in thread jobs pass -Session $using:session."),
        new(ErrorCodes.SessionNotFound, ErrorCategory.ObjectNotFound, "Get-RfaSession lists the sessions of this runspace."),
        new(ErrorCodes.SessionDisconnected, ErrorCategory.ConnectionError, "Run Connect-RfaApi again."),
        new(ErrorCodes.SessionNotTransferable, ErrorCategory.InvalidType, "Pass a PSCredential to the job or the remote session, and run Connect-RfaApi there."),
        new(ErrorCodes.FileUnreadable, ErrorCategory.ReadError, "Check the path. The file must be UTF-8 text of at most 10 MB."),
        new(ErrorCodes.FileUnwritable, ErrorCategory.WriteError, "Check the path, the rights of this user and the space on the disk, and that no other program has the file open. If an export ended early, run it again with -Resume."),
        new(ErrorCodes.DirectoryNotFound, ErrorCategory.ObjectNotFound, "Make the folder first: New-Item -ItemType Directory."),
        new(ErrorCodes.FormatRequired, ErrorCategory.InvalidArgument, "Pass -As with jsonl, ndjson, json or csv, or a file name that ends in one of them."),
        new(ErrorCodes.OutFileExists, ErrorCategory.ResourceExists, "Pass another -OutFile, or leave out -NoClobber."),
        new(ErrorCodes.InvalidOutFile, ErrorCategory.InvalidData, "Pass another -OutFile, or leave out -Append."),
        new(ErrorCodes.InvalidResume, ErrorCategory.InvalidOperation, "Run the same command with the same inputs. Or leave out -Resume: then an export starts again. A batch of mutations never does."),
        new(ErrorCodes.GraphQLSyntaxError, ErrorCategory.SyntaxError, "Correct the document at the place shown. Write it in single quotes, or PowerShell replaces its $names."),
        new(ErrorCodes.OperationNameRequired, ErrorCategory.InvalidArgument, "Pass -OperationName with one of the names in the message."),
        new(ErrorCodes.OperationNotFound, ErrorCategory.InvalidArgument, "Pass -OperationName with a name that the document has."),
        new(ErrorCodes.SubscriptionNotSupported, ErrorCategory.NotImplemented, "Run a query or a mutation: a subscription needs a connection that stays open."),
        new(ErrorCodes.InvalidVariables, ErrorCategory.InvalidData, "Correct the variable that the message names."),
        new(ErrorCodes.ConfirmationRequired, ErrorCategory.InvalidOperation, "Run it where somebody can answer, or leave out -Confirm. -Confirm:$false overrides $ConfirmPreference."),
        new(ErrorCodes.ActionPreferenceStop, ErrorCategory.OperationStopped, "The mutation was answered: do not run it again because of this error. Its answer is in the exception's Response. Set the preference for lines of this kind to Continue or SilentlyContinue."),
        new(ErrorCodes.DataPathNotFound, ErrorCategory.ObjectNotFound, "Use the names in the message. The whole answer is in the exception's Response."),
        new(ErrorCodes.PagingNotPossible, ErrorCategory.InvalidArgument, "Change the document as the message says, or leave out -All. about_RfaAuth_Lists shows the shapes of lists."),
        new(ErrorCodes.SchemaNotAvailable, ErrorCategory.ResourceUnavailable, "Ask the service for its schema, or for introspection to be turned on. Queries and mutations run without it."),
        new(ErrorCodes.SchemaNameNotFound, ErrorCategory.ObjectNotFound, "Get-RfaSchema -Query * lists the queries, -Mutation * the mutations, and Get-RfaSchema the types; with a name and -AsSdl it shows a type's fields. -Refresh reads the schema again."),
        new(ErrorCodes.InvalidSchema, ErrorCategory.InvalidData, "Correct the schema file at the place shown. It must be SDL, or the JSON answer to an introspection query. Get-RfaSchema -AsSdl writes such a file."),
        new(ErrorCodes.InvalidQuery, ErrorCategory.InvalidData, "Correct the document at the places shown. If the service has changed, read its schema again with Get-RfaSchema -Refresh."),
        new(ErrorCodes.QueryTooLarge, ErrorCategory.LimitsExceeded, "Pass a smaller -Depth, or name the fields that you need with -Field."),
        new(ErrorCodes.CredentialRejected, ErrorCategory.AuthenticationError, "Check user name and password, then run Connect-RfaApi again. The session does not try again by itself, so that the account is not locked."),
        new(ErrorCodes.SignInFailed, ErrorCategory.AuthenticationError, "The message says what the service answered. The credential was not judged. Check -Api, -SignInMode and -Endpoint, or try later."),
        new(ErrorCodes.RefreshFailed, ErrorCategory.AuthenticationError, "Try again. If that does not help, run Connect-RfaApi again."),
        new(ErrorCodes.ReauthenticationRequired, ErrorCategory.AuthenticationError, "Run Connect-RfaApi again. The token has ended, and the session has nothing to renew it with."),
        new(ErrorCodes.Unauthorized, ErrorCategory.AuthenticationError, "Run it again: the next call renews the token. If that is refused as well, check that the user may use this API."),
        new(ErrorCodes.Forbidden, ErrorCategory.PermissionDenied, "The user is signed in but has no right to do this. Ask for the right, sign in as another user, or leave out the fields that the message names."),
        new(ErrorCodes.SecretManagementRequired, ErrorCategory.NotInstalled, "Install-Module Microsoft.PowerShell.SecretManagement and an extension for your vault, or pass -Credential."),
        new(ErrorCodes.VaultNotFound, ErrorCategory.ObjectNotFound, "Pass -Vault with one of the vaults that Get-SecretVault lists, or make one the default with Set-SecretVaultDefault."),
        new(ErrorCodes.VaultLocked, ErrorCategory.SecurityError, "Unlock the vault first (Unlock-SecretVault), or set it up so that it asks nothing. Nobody can be asked here."),
        new(ErrorCodes.VaultFailed, ErrorCategory.ResourceUnavailable, "Try the vault's own cmdlets (Test-SecretVault, Get-Secret). The fault is in the vault or its extension."),
        new(ErrorCodes.SecretNotFound, ErrorCategory.ObjectNotFound, "Get-SecretInfo lists the secrets of the vault. With -Credential or -CredentialSecret as well, the first run signs in and stores the tokens."),
        new(ErrorCodes.SecretAmbiguous, ErrorCategory.InvalidResult, "The vault's extension gave several objects for one secret. Correct the extension, or store the secret in another vault."),
        new(ErrorCodes.SecretWrongType, ErrorCategory.InvalidType, "Pass the name of a PSCredential as -CredentialSecret, and the name of a secret that this module stored as -TokenSecret. Use another name, or remove a damaged secret with Remove-Secret."),
        new(ErrorCodes.StoredTokenMismatch, ErrorCategory.SecurityError, "Use one -TokenSecret for each service, endpoint and user. Remove with Remove-Secret what you no longer need."),
        new(ErrorCodes.StoredTokenLocked, ErrorCategory.ResourceBusy, "Try again. If that does not help, another process with the same -TokenSecret hangs, or this user cannot write to its folder for local data."),
        new(ErrorCodes.NameResolutionFailed, ErrorCategory.ResourceUnavailable, "Check the endpoint's host name and this machine's DNS."),
        new(ErrorCodes.ConnectFailed, ErrorCategory.ConnectionError, "Check that the service is up and that no firewall or proxy blocks the connection."),
        new(ErrorCodes.TlsFailure, ErrorCategory.SecurityError, "Check the server's certificate and this machine's clock and trusted authorities."),
        new(ErrorCodes.ProxyError, ErrorCategory.ConnectionError, "Check -Proxy and -ProxyCredential, or pass -NoProxy."),
        new(ErrorCodes.ConnectionLost, ErrorCategory.ConnectionError, "Run the query again."),
        new(ErrorCodes.RequestTimeout, ErrorCategory.OperationTimeout, "Ask for less at once, or raise -TimeoutSec."),
        new(ErrorCodes.OutcomeUnknown, ErrorCategory.ConnectionError, "The mutation may have run. Look at the service before you run it again."),
        new(ErrorCodes.RedirectRefused, ErrorCategory.SecurityError, "Pass the service's own address as -Endpoint. No redirect is followed, because the token must not go to another place."),
        new(ErrorCodes.TooManyRequests, ErrorCategory.LimitsExceeded, "Try again later. The exception's RetryAfter says when. Or ask for less in one call, or allow more time with -TimeoutSec."),
        new(ErrorCodes.ServiceUnavailable, ErrorCategory.ResourceUnavailable, "Try again later. The exception's RetryAfter says when, if the service said it. A query was already repeated."),
        new(ErrorCodes.HttpError, ErrorCategory.InvalidResult, "The message has the HTTP status. Check the endpoint. If the status is 500, try later."),
        new(ErrorCodes.GraphQLError, ErrorCategory.InvalidResult, "The message is the service's own. Check the operation and its variables. The whole answer is in the exception's Response."),
        new(ErrorCodes.EmptyResponse, ErrorCategory.InvalidResult, "Check that the endpoint is the GraphQL address, with its path."),
        new(ErrorCodes.NotGraphQLResponse, ErrorCategory.InvalidResult, "Check that the endpoint is the GraphQL address, and that no sign-in page or proxy answers in its place."),
        new(ErrorCodes.MalformedGraphQLResponse, ErrorCategory.InvalidResult, "The answer does not follow the GraphQL specification. Report it to the service."),
        new(ErrorCodes.UnsupportedResponse, ErrorCategory.NotImplemented, "Leave out @defer and @stream: the answer must come in one piece."),
        new(ErrorCodes.PagingLoop, ErrorCategory.InvalidResult, "The service's paging does not end. Report it to the service, or read the part that you need with -First and -Skip."),
        new(ErrorCodes.InvalidJson, ErrorCategory.InvalidData, "The answer was cut or damaged on its way. Try again."),
        new(ErrorCodes.TooDeep, ErrorCategory.LimitsExceeded, "Ask for data that is nested less deeply, or send such data."),
        new(ErrorCodes.TruncatedResponse, ErrorCategory.ReadError, "The answer was cut on its way. Try again."),
        new(ErrorCodes.DecompressionFailed, ErrorCategory.InvalidData, "The compression of the answer is damaged. Try again, and check the proxies on the way."),
        new(ErrorCodes.ResponseTooLarge, ErrorCategory.LimitsExceeded, "Ask for less at once, or raise -MaximumResponseSize of Connect-RfaApi."),
        new(ErrorCodes.ProtocolError, ErrorCategory.ProtocolError, "The answer does not follow HTTP. Check the proxies on the way."),
        new(ErrorCodes.UnexpectedError, ErrorCategory.NotSpecified, "This is a defect of the module. Report it, and say what you did."),
    ];

    // This must be below the list: initialisers run in the order of the text.
    private static readonly Dictionary<string, ErrorTableEntry> s_byCode = Entries.ToDictionary(entry => entry.Code, StringComparer.Ordinal);

    // Errors that occur before a session is used, or that are about the input.
    private static readonly HashSet<string> s_ofInput = new(
        Entries.TakeWhile(entry => entry.Code != ErrorCodes.CredentialRejected).Select(entry => entry.Code)
            .Except([ErrorCodes.SessionDisconnected, ErrorCodes.ActionPreferenceStop]),
        StringComparer.Ordinal);

    /// <summary>Whether an error belongs to a session and names it. A service's own errors do.</summary>
    public static bool IsOfSession(string code) => !s_ofInput.Contains(code);

    /// <summary>The entry of a code. A service's own code has the entry of <see cref="ErrorCodes.GraphQLError"/>.</summary>
    public static ErrorTableEntry Find(string code) =>
        s_byCode.TryGetValue(code, out var entry) ? entry : s_byCode[ErrorCodes.GraphQLError];
}
