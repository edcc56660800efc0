using System;
using System.Collections;
using System.Management.Automation;
using System.Reflection;
using RfaAuth.Core.Sessions;
using RfaAuth.Input;

namespace RfaAuth.Commands;

/// <summary>The parameters that say how a session reaches its service, named as those of Invoke-RestMethod.</summary>
public abstract class ConnectionCmdlet : RfaCmdlet
{
    private static readonly string s_userAgent = "RfaAuth/" + Assembly.GetExecutingAssembly().GetName().Version!.ToString(3);

    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; }

    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; }

    [Parameter]
    [ValidateRange(1, 3600)]
    public int RetryIntervalSec { get; set; }

    [Parameter]
    [ValidateRange(1024L, 2_000_000_000L)]
    public long MaximumResponseSize { get; set; }

    [Parameter]
    [ValidateRange(0L, long.MaxValue)]
    public long CostReserve { get; set; }

    [Parameter]
    [ValidateNotNull]
    public IDictionary? Headers { get; set; }

    [Parameter]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    [Parameter]
    [ValidateNotNull]
    [CredentialTransformation]
    public PSCredential? ProxyCredential { get; set; }

    [Parameter]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }

    [Parameter]
    public SwitchParameter NoProxy { get; set; }

    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>The options with what was given; what was not keeps its value.</summary>
    /// <exception cref="Core.Errors.RfaException">HeaderRefused or ParameterConflict.</exception>
    private protected SessionOptions WithConnection(SessionOptions options)
    {
        // First without a question: what does not go together is an error before anybody is asked.
        var proxy = ProxyChoice.Create(Proxy, ProxyCredential, ProxyUseDefaultCredentials, NoProxy);
        if (proxy is not null && ProxyCredential is not null)
            proxy = ProxyChoice.Create(Proxy, PasswordToAsk.Complete(ProxyCredential, Host, null, $"the proxy {Proxy!.Authority}"), false, false);
        return options with
        {
            UserAgent = s_userAgent,
            Timeout = IsBound(nameof(TimeoutSec)) ? TimeSpan.FromSeconds(TimeoutSec) : options.Timeout,
            MaximumRetryCount = IsBound(nameof(MaximumRetryCount)) ? MaximumRetryCount : options.MaximumRetryCount,
            RetryInterval = IsBound(nameof(RetryIntervalSec)) ? TimeSpan.FromSeconds(RetryIntervalSec) : options.RetryInterval,
            MaximumResponseSize = IsBound(nameof(MaximumResponseSize)) ? MaximumResponseSize : options.MaximumResponseSize,
            CostReserve = IsBound(nameof(CostReserve)) ? CostReserve : options.CostReserve,
            Headers = Headers is null ? options.Headers : RequestHeaders.Read(Headers),
            Proxy = IsBound(nameof(NoProxy)) ? null : proxy ?? options.Proxy,
            NoProxy = IsBound(nameof(NoProxy)) ? NoProxy : proxy is null && options.NoProxy,
            SkipCertificateCheck = IsBound(nameof(SkipCertificateCheck)) ? SkipCertificateCheck : options.SkipCertificateCheck,
        };
    }
}
