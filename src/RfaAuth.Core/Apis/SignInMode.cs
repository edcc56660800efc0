namespace RfaAuth.Core.Apis;

/// <summary>How Red Flag Alert's sign-in is called.</summary>
public enum SignInMode
{
    /// <summary>With <c>useManagementflow: true</c>, as the service's documents ask today.</summary>
    ManagementFlow,

    /// <summary>Without the argument, as the older documents have it.</summary>
    Legacy,
}
