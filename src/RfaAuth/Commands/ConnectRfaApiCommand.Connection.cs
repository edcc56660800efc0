using System.Collections;
using System.Reflection;
using RfaAuth.Completers;
using RfaAuth.Core.Sessions;
using RfaAuth.Input;

namespace RfaAuth.Commands;

// How a session reaches its service: the parameters of Invoke-RestMethod.
public sealed partial class ConnectRfaApiCommand
{
    private static readonly string s_userAgent = "RfaAuth/" + Assembly.GetExecutingAssembly().GetName().Version!.ToString(3);

    [Parameter(HelpMessage = "The time for a whole call in seconds, with waits and repetitions.")]
    [ValidateRange(1, 86400)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int TimeoutSec { get; set; }

    [Parameter(HelpMessage = "The number of times that a query is sent again after a connection fault, a status such as 503, or a rate limit.")]
    [ValidateRange(0, 100)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int MaximumRetryCount { get; set; }

    [Parameter(HelpMessage = "The time before the first repetition in seconds. It doubles each time, with a random part.")]
    [ValidateRange(1, 3600)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int RetryIntervalSec { get; set; }

    [Parameter(HelpMessage = "The largest answer that is accepted, in bytes after decompression.")]
    [ValidateRange(1024L, 2_000_000_000L)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public long MaximumResponseSize { get; set; }

    [Parameter(HelpMessage = "The cost points to keep in reserve, if the service limits the cost of queries over time.")]
    [ValidateRange(0L, long.MaxValue)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public long CostReserve { get; set; }

    [Parameter(HelpMessage = "Headers to send with each request, as a hashtable.")]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public IDictionary? Headers { get; set; }

    [Parameter(HelpMessage = "The address of a proxy, in place of the system's.")]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public Uri? Proxy { get; set; }

    [Parameter(HelpMessage = "The user name and password for -Proxy.")]
    [ValidateNotNull]
    [CredentialTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public PSCredential? ProxyCredential { get; set; }

    [Parameter(HelpMessage = "Uses the credentials of the current user for -Proxy.")]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }

    [Parameter(HelpMessage = "Uses no proxy, not even the system's.")]
    public SwitchParameter NoProxy { get; set; }

    [Parameter(HelpMessage = "Accepts any certificate of the server.")]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>The options with the given parameters. Options of other parameters do not change.</summary>
    /// <exception cref="Core.Errors.RfaException">InvalidHeader or ParameterConflict.</exception>
    private SessionOptions WithConnection(SessionOptions options)
    {
        // Without a question first: a conflict must be an error before anybody is asked.
        var proxy = ProxyChoice.Create(Proxy, ProxyCredential, ProxyUseDefaultCredentials, NoProxy);
        if (proxy is not null && ProxyCredential is not null)
            proxy = ProxyChoice.Create(Proxy, PendingCredential.Complete(ProxyCredential, Host, null, $"the proxy {Proxy!.Authority}"), false, false);
        var headers = Headers is null ? null : RequestHeaders.Read(Headers);
        return options with
        {
            UserAgent = s_userAgent,
            Timeout = IsBound(nameof(TimeoutSec)) ? TimeSpan.FromSeconds(TimeoutSec) : options.Timeout,
            MaximumRetryCount = IsBound(nameof(MaximumRetryCount)) ? MaximumRetryCount : options.MaximumRetryCount,
            RetryInterval = IsBound(nameof(RetryIntervalSec)) ? TimeSpan.FromSeconds(RetryIntervalSec) : options.RetryInterval,
            MaximumResponseSize = IsBound(nameof(MaximumResponseSize)) ? MaximumResponseSize : options.MaximumResponseSize,
            CostReserve = IsBound(nameof(CostReserve)) ? CostReserve : options.CostReserve,
            Headers = headers?.Values ?? options.Headers,
            HeaderSecrets = headers?.Secrets ?? options.HeaderSecrets,
            Proxy = IsBound(nameof(NoProxy)) ? null : proxy ?? options.Proxy,
            NoProxy = IsBound(nameof(NoProxy)) ? NoProxy : proxy is null && options.NoProxy,
            SkipCertificateCheck = IsBound(nameof(SkipCertificateCheck)) ? SkipCertificateCheck : options.SkipCertificateCheck,
        };
    }
}
