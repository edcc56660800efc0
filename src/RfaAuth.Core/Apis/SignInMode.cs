namespace RfaAuth.Core.Apis;

/// <summary>How the module signs in to Red Flag Alert.</summary>
public enum SignInMode
{
    /// <summary>With <c>useManagementflow: true</c>, as the service's documents ask today.</summary>
    ManagementFlow,

    /// <summary>Without the argument, as the older documents have it.</summary>
    Legacy,
}
